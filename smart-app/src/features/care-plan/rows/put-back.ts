import type { Goal } from '@medplum/fhirtypes'
import type { OurServer, Stored } from '../../../fhir/our-server.ts'
import { addToPlan } from '../plan-write.ts'
import { inPlaceOf } from './plan-order.ts'
import type { Work } from './work-kind.ts'

/** Something of a plan that is made anew. */
export interface PutBack<R extends Goal | Work> {
  /** `CarePlan.id` */
  readonly plan: string
  /** What was ended: `Goal/…` */
  readonly from: string
  /** What takes its place. */
  readonly resource: R
  /** A UUID, the same each time it is tried. */
  readonly key: string
}

/** Makes an item of the plan anew, at the place of the one that was ended; that one stays ended. */
export function putBackAsNew<R extends Goal | Work>(
  server: OurServer,
  { plan, from, resource, key }: PutBack<R>,
): Promise<Stored<R>> {
  const naming = (newest: Parameters<typeof inPlaceOf>[0], reference: string) => inPlaceOf(newest, from, reference)
  return addToPlan<R>(server, plan, { resource, key }, naming)
}

/** A resource as another one that says the same. */
export function copyOf<R extends Goal | Work>(resource: Stored<R>): R {
  const { id: _id, meta, identifier: _identifier, text: _text, ...rest } = resource
  return { ...rest, ...(meta?.profile && { meta: { profile: meta.profile } }) } as R
}
