import type { Bundle, BundleEntry, CarePlan, Identifier } from '@medplum/fhirtypes'
import { referenceTo, versionedReferenceTo } from '#domain/fhir/references.ts'
import { standingOf } from '#domain/care-plan/standing.ts'
import { REQUEST_SYSTEM } from '../../../fhir/create-by-key.ts'
import type { OurServer, Stored } from '../../../fhir/our-server.ts'
import { planEntry } from '../plan-write.ts'
import { decided } from './decide.ts'
import { inPlaceOf } from './plan-order.ts'
import type { Work } from './work-kind.ts'

/** An intervention of a plan and the one that takes its place. */
export interface Replacement {
  /** `CarePlan.id` */
  readonly plan: string
  readonly from: Stored<Work>
  /** One that is new, or one that was there before, over the version that it has now. */
  readonly to: Work | Stored<Work>
  /** Tells this attempt from another person's, to find it again where its answer was lost. */
  readonly key: string
  /** The one that goes was never meant: it came by a change that is taken back. */
  readonly mistake?: boolean
}

/** What a replacement wrote. */
export interface Replaced {
  readonly made: Stored<Work>
  /** The one that has gone, as it is now. */
  readonly ended: Stored<Work>
}

const NEW = 'urn:uuid:0d0c2f3e-5d1f-4a52-8a3b-6f3f6d1c7a02'
const TYPES: readonly Work['resourceType'][] = ['Task', 'ServiceRequest', 'CommunicationRequest']

/**
 * Puts an intervention in the place of another one, in one transaction: the new one, the end of the old one, and the plan,
 * which names the one where it named the other.
 * @throws FhirRefusal 412 where somebody has written one of them since; then nothing is written
 */
export async function replaceWork(server: OurServer, replacement: Replacement): Promise<Replaced> {
  const { from, to, mistake = false } = replacement
  const plan = await server.get<Stored<CarePlan>>(`CarePlan/${replacement.plan}`)
  const ended = endOf(from, mistake)
  const back = isStored(to)
  const reference = back ? referenceTo(to) : NEW
  const answer = await server.post<Bundle>('', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      back ? putOver(to) : creation(to, replacement),
      putOver(ended),
      planEntry(inPlaceOf(plan, referenceTo(from), reference)),
    ],
  })
  const [first, second] = answer.entry ?? []
  const [location = ''] = (first?.response?.location ?? '').split('/_history')
  const made = back ? reference : location
  return { made: await server.get<Stored<Work>>(made), ended: atVersion(ended, second) }
}

/** What an attempt to replace this version has made, where it got through and its answer did not. */
export async function findReplacement(
  server: OurServer,
  from: Stored<Work>,
  key: string,
): Promise<Stored<Work> | undefined> {
  const { system = '', value = '' } = identifierOf(from, key)
  const query = `identifier=${encodeURIComponent(`${system}|${value}`)}`
  const found = await Promise.all(TYPES.map((type) => server.search<Work>(type, query)))
  return found.flat()[0]
}

function identifierOf(from: Stored<Work>, key: string): Identifier {
  return { system: REQUEST_SYSTEM, value: `${key}/${versionedReferenceTo(from)}` }
}

function creation(to: Work, { from, key }: Replacement): BundleEntry {
  const resource = { ...to, identifier: [identifierOf(from, key)] }
  return { fullUrl: NEW, resource, request: { method: 'POST', url: to.resourceType } }
}

function putOver(work: Stored<Work>): BundleEntry {
  const request = { method: 'PUT' as const, url: referenceTo(work), ifMatch: `W/"${work.meta?.versionId ?? ''}"` }
  return { resource: work, request }
}

/** A suggestion is not for this patient in the form that it had; what was decided is stopped. */
function endOf(work: Stored<Work>, mistake: boolean): Stored<Work> {
  if (mistake) return { ...work, status: 'entered-in-error' }
  const decision = standingOf(work) === 'suggested' ? 'decline' : 'stop'
  return (decided(work, decision, '') ?? work) as Stored<Work>
}

function isStored(work: Work | Stored<Work>): work is Stored<Work> {
  return work.id !== undefined
}

function atVersion(work: Stored<Work>, entry: BundleEntry | undefined): Stored<Work> {
  const version = /W\/"(.*)"/.exec(entry?.response?.etag ?? '')?.[1]
  return { ...work, meta: { ...work.meta, ...(version !== undefined && { versionId: version }) } }
}
