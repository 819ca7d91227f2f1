import { structures } from '#definitions/structures.ts'
import type { PrepareDeps } from '../fhir/prepare/prepare-resource.ts'
import { createValidator } from '../fhir/validation/validator.ts'
import { indexResource } from '../store/index/indexer.ts'
import { isEngineOnly, isGoverned } from '../use-cases/governing/governed.ts'

/**
 * What resources are prepared with, here and in the worker thread alike.
 * @param base the server's FHIR base URL
 */
export function prepareParts(base: string): PrepareDeps {
  return {
    validator: createValidator(structures()),
    index: (resource) => indexResource(resource, base),
    governs: isGoverned,
    engineOnly: isEngineOnly,
  }
}
