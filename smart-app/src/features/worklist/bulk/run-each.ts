import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { FhirRefusal, reasonsIn, type OurServer, type Stored } from '../../../fhir/our-server.ts'

/** One of the patients that something is done for. */
export interface Person {
  /** `Patient.id` */
  readonly id: string
  readonly name: string
}

/** What became of it for one patient. `back` takes it back, as long as nobody has changed it since. */
export type Became =
  | {
      readonly is: 'done'
      readonly back: readonly BundleEntry[]
      /** How many tasks went with it. */
      readonly tasks?: number
    }
  | { readonly is: 'same' }
  | { readonly is: 'failed'; readonly error: Error }

/** Hears of each patient as soon as it is known what became of it, and may want no more. */
export interface Listener {
  readonly tell: (person: Person, became: Became) => void
  readonly isStopped: () => boolean
}

/** Something that is done for many patients, each for itself: what fails for one is done for the others. */
export type Act<P extends Person = Person> = (people: readonly P[], listener: Listener) => Promise<void>

/** Requests under way at the same time. */
const AT_ONCE = 4

/** Does something for each patient in a request of its own, a few at a time, in their order. */
export async function forEach<P extends Person>(
  people: readonly P[],
  { tell, isStopped }: Listener,
  act: (person: P) => Promise<Became>,
): Promise<void> {
  const waiting = people.values()
  const work = async () => {
    for (const person of waiting) {
      if (isStopped()) return
      tell(person, await act(person).catch(failed))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** The patients in groups, one group after the other; a group that cannot be begun fails as a whole. */
export async function inGroups<P extends Person>(
  people: readonly P[],
  size: number,
  listener: Listener,
  act: (group: readonly P[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < people.length && !listener.isStopped(); at += size) {
    const group = people.slice(at, at + size)
    await act(group).catch((error: unknown) => {
      for (const person of group) listener.tell(person, failed(error))
    })
  }
}

/** A failure as what became of a patient. */
export function failed(error: unknown): Became {
  return { is: 'failed', error: error instanceof Error ? error : new Error(String(error)) }
}

/** Writes over the version that was read (`If-Match`). */
export function putOver(resource: Stored<Resource>, etag = `W/"${resource.meta?.versionId ?? ''}"`): BundleEntry {
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ifMatch: etag } }
}

/** All or nothing. */
export function together(server: OurServer, entry: readonly BundleEntry[]): Promise<Bundle> {
  return server.post<Bundle>('', { resourceType: 'Bundle', type: 'transaction', entry })
}

/** Each for itself, in one request. */
export function eachAlone(server: OurServer, entry: readonly BundleEntry[]): Promise<Bundle> {
  return server.post<Bundle>('', { resourceType: 'Bundle', type: 'batch', entry })
}

/** Why an entry of a batch was refused; undefined where it was not. */
export function refusalOf({ response }: BundleEntry): FhirRefusal | undefined {
  const status = Number(response?.status.slice(0, 3))
  if (status >= 200 && status < 300) return undefined
  const outcome = response?.outcome
  return new FhirRefusal(status, reasonsIn(outcome?.resourceType === 'OperationOutcome' ? outcome : undefined, status))
}

/** Takes back what was done for each patient, where nobody has changed it since. */
export function takeBack(server: OurServer, done: ReadonlyMap<string, Became>): Act {
  return (people, listener) =>
    forEach(people, listener, async ({ id }) => {
      const became = done.get(id)
      if (became?.is !== 'done') return { is: 'same' }
      await together(server, became.back)
      return { is: 'done', back: [] }
    })
}
