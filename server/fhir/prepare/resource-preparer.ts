import type { Clock } from '#ports/clock.ts'
import type { Ids } from '#ports/ids.ts'
import type { ResourcePreparer } from '#ports/prepare-resource.ts'
import { prepareResource, type PrepareDeps } from './prepare-resource.ts'

/** A preparer for resources that the server makes itself, in the thread of the caller. */
export function createResourcePreparer(
  deps: PrepareDeps,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): ResourcePreparer {
  return {
    prepare(resource) {
      return prepareResource(deps, { resource, id: resource.id ?? ids.next(), now: clock.now() }).prepared
    },
  }
}
