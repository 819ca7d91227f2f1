import { structures } from '#definitions/structures.ts'
import type { PrepareDeps } from '../fhir/prepare/prepare-resource.ts'
import { createValidator } from '../fhir/validation/validator.ts'
import { indexResource } from '../store/index/indexer.ts'
import { isEngineOnly, isGoverned } from '../use-cases/governing/governed.ts'

/** What resources are prepared with, here and in the worker thread alike. */
export function prepareParts(): PrepareDeps {
  return {
    validator: createValidator(structures()),
    index: indexResource,
    governs: isGoverned,
    engineOnly: isEngineOnly,
  }
}
