import type { Bundle, BundleEntry, Identifier, Resource } from '@medplum/fhirtypes'
import { FhirRefusal, Unreachable, type OurServer, type Stored } from '../../../smart-app/src/fhir/our-server.ts'

/** What requests meet: nothing gets through, a rule says no, or a write gets through and its answer does not. */
type Trouble = 'unreachable' | 'refused' | 'answer-lost'

/** As much of a FHIR server as rows need: versions, `If-Match`, transactions, identifiers, and a line that can be cut. */
export interface VersionedServer {
  readonly server: OurServer
  /** As it is now. */
  readonly now: <R extends Resource>(id: string) => Stored<R>
  readonly all: () => readonly Stored<Resource>[]
  /** Another person's write. */
  readonly put: (resource: Stored<Resource>) => Stored<Resource>
  /** What the next requests meet. */
  readonly trouble: (kind: Trouble | undefined) => void
}

const versionOf = ({ meta }: Resource) => `W/"${meta?.versionId ?? ''}"`

/** Begins with some resources, each in version 1. */
export function versionedServer(resources: readonly Stored<Resource>[]): VersionedServer {
  const kept = new Map<string, Stored<Resource>>()
  let trouble: Trouble | undefined
  const put = (resource: Stored<Resource>): Stored<Resource> => {
    const version = Number(kept.get(resource.id)?.meta?.versionId ?? 0) + 1
    const written = { ...resource, meta: { ...resource.meta, versionId: String(version) } }
    kept.set(resource.id, written)
    return written
  }
  const through = async <T>(work: () => T, isWrite = true): Promise<T> => {
    await Promise.resolve()
    if (trouble === 'unreachable') throw new Unreachable('No connection.')
    if (trouble === 'refused') throw new FhirRefusal(422, [{ message: 'A rule says no.' }])
    const answer = work()
    if (trouble === 'answer-lost' && isWrite) throw new Unreachable('No connection.')
    return answer
  }
  const newId = () => `new-${kept.size}`
  const transaction = ({ entry = [] }: Bundle): Bundle => {
    const outrun = entry.some(({ request }) => {
      const before = kept.get(request?.url.split('/')[1] ?? '')
      return request?.ifMatch !== undefined && (!before || request.ifMatch !== versionOf(before))
    })
    if (outrun) throw new FhirRefusal(412, [])
    const answers = entry.map(({ fullUrl, resource, request }): BundleEntry & { readonly id: string } => {
      const id = request?.method === 'POST' ? newId() : (request?.url.split('/')[1] ?? '')
      const written = put({ ...resource, id } as Stored<Resource>)
      const location = `${written.resourceType}/${id}/_history/${written.meta?.versionId ?? ''}`
      return { id, fullUrl: fullUrl ?? '', response: { status: '200', location, etag: versionOf(written) } }
    })
    const names = answers.flatMap(({ fullUrl, id, response }) =>
      fullUrl ? [[fullUrl, `${response?.location?.split('/')[0] ?? ''}/${id}`] as const] : [],
    )
    for (const { id } of answers) {
      const text = names.reduce((json, [urn, name]) => json.replaceAll(urn, name), JSON.stringify(kept.get(id)))
      kept.set(id, JSON.parse(text) as Stored<Resource>)
    }
    return { resourceType: 'Bundle', type: 'transaction-response', entry: answers }
  }
  const server: OurServer = {
    get: <T>(path: string) => through(() => kept.get(path.split('/')[1] ?? '') as T, false),
    update: <T extends Resource>(resource: Stored<T>) =>
      through(() => {
        if (kept.get(resource.id)?.meta?.versionId !== resource.meta?.versionId) throw new FhirRefusal(412, [])
        return put(resource) as unknown as Stored<T>
      }),
    create: <T extends Resource>(resource: T) =>
      through(() => put({ ...resource, id: newId() }) as unknown as Stored<T>),
    search: <T extends Resource>(type: T['resourceType'], query: string) =>
      through(() => {
        const [, name = ''] = decodeURIComponent(query).split('|')
        const isIt = (one: Resource) =>
          (one as { identifier?: Identifier[] }).identifier?.some(({ value }) => value === name)
        return [...kept.values()].filter((one) => one.resourceType === type && isIt(one)) as unknown as Stored<T>[]
      }, false),
    post: <T>(_path: string, body: object) => through(() => transaction(body as Bundle) as T),
    send: () => Promise.reject(new Error('This server knows no such request.')),
  }
  for (const resource of resources) put(resource)
  return {
    server,
    put,
    now: <R extends Resource>(id: string) => kept.get(id) as Stored<R>,
    all: () => [...kept.values()],
    trouble: (kind) => {
      trouble = kind
    },
  }
}
