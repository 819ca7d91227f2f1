import type { Resource } from '@medplum/fhirtypes'
import { FhirRefusal, Unreachable, type OurServer, type Stored } from '../../../smart-app/src/fhir/our-server.ts'

/** One resource type's worth of a FHIR server: versions, `If-Match`, and a line that can be cut. */
export interface VersionedServer {
  readonly server: OurServer
  /** As it is now. */
  readonly now: <R extends Resource>(id: string) => Stored<R>
  readonly all: () => readonly Stored<Resource>[]
  /** Another person's write. */
  readonly put: (resource: Stored<Resource>) => Stored<Resource>
  /** What the next requests meet: nothing gets through, or a rule says no. */
  readonly trouble: (kind: 'unreachable' | 'refused' | undefined) => void
}

/** Begins with some resources, each in version 1. */
export function versionedServer(resources: readonly Stored<Resource>[]): VersionedServer {
  const kept = new Map<string, Stored<Resource>>()
  let trouble: 'unreachable' | 'refused' | undefined
  const put = (resource: Stored<Resource>) => {
    const version = Number(kept.get(resource.id)?.meta?.versionId ?? 0) + 1
    const written = { ...resource, meta: { ...resource.meta, versionId: String(version) } }
    kept.set(resource.id, written)
    return written
  }
  const through = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve()
    if (trouble === 'unreachable') throw new Unreachable('No connection.')
    if (trouble === 'refused') throw new FhirRefusal(422, [{ message: 'A rule says no.' }])
    return work()
  }
  const absent = () => Promise.reject(new Error('This server knows no such request.'))
  const server: OurServer = {
    get: <T>(path: string) => through(() => kept.get(path.split('/')[1] ?? '') as T),
    update: <T extends Resource>(resource: Stored<T>) =>
      through(() => {
        if (kept.get(resource.id)?.meta?.versionId !== resource.meta?.versionId) throw new FhirRefusal(412, [])
        return put(resource) as Stored<T>
      }),
    create: <T extends Resource>(resource: T) =>
      through(() => put({ ...resource, id: `new-${kept.size}` }) as Stored<T>),
    search: absent,
    post: absent,
    send: absent,
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
