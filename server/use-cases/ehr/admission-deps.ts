import type { Clock } from '#ports/clock.ts'
import type { FhirStore } from '#ports/fhir-store.ts'
import type { ResourcePreparer } from '#ports/prepare-resource.ts'

/** What taking people in needs of the outside. */
export interface AdmissionDeps {
  readonly store: FhirStore
  readonly preparer: ResourcePreparer
  readonly clock: Clock
}
