import type { BillerRegistry } from '#ports/biller-registry.ts'
import type { Clock } from '#ports/clock.ts'
import type { EnrollDrafts } from '#ports/enroll-drafts.ts'
import type { Ids } from '#ports/ids.ts'
import type { ResourcePreparer } from '#ports/prepare-resource.ts'

/** What the programme's use cases need of the outside, besides the repository of whoever asks. */
export interface ProgrammeDeps {
  readonly registry: BillerRegistry
  readonly drafts: EnrollDrafts
  readonly preparer: ResourcePreparer
  readonly clock: Clock
  readonly ids: Ids
  /** In demo mode the administrator may attest and set complexity too (DESIGN section 3). */
  readonly demo: boolean
}
