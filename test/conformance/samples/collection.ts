import { mintDemoToken } from '../../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../../server/compose/demo-key.ts'
import { DEMO_TENANT, DEMO_USERS } from '../../../server/demo/practice.ts'
import type { Role } from '../../../server/ports/caller.ts'
import { clientOf, type TestAnswer, type TestClient } from '../../support/test-app.ts'

/** What a sample is an answer to; folders and lines of the report are named so. */
export const SAMPLE_KINDS = [
  'capability',
  'outcome',
  'search',
  'history',
  'bundle',
  'operation',
  'job',
  'part',
  'practice',
  'guide',
  'example',
  'audit',
] as const

export type SampleKind = (typeof SAMPLE_KINDS)[number]

/** A resource as the server sent it, to be judged. */
export interface Sample {
  readonly kind: SampleKind
  /** Unique within its kind; good for a file name. */
  readonly name: string
  readonly text: string
}

type StaffRole = 'administrator' | 'clinical-staff' | 'biller' | 'auditor'

/** Samples of one running demo server. */
export interface Collection {
  readonly samples: readonly Sample[]
  readonly fhir: string
  /** Somebody of the demo practice. */
  as(role: StaffRole): TestClient
  /**
   * Keeps an answer's body. Answers the same answer.
   * @throws Error when its status is another, or its body is no resource: then it is no sample of what it is named for
   */
  keep(kind: SampleKind, name: string, status: number, answer: TestAnswer): TestAnswer
  /** Keeps a resource that came within an answer. */
  keepResource(kind: SampleKind, name: string, resource: unknown): void
}

/** Opens a collection on the demo server at `url`, whose secrets lie in `dataDir`. */
export async function openCollection(url: string, dataDir: string): Promise<Collection> {
  const fhir = `${url}/fhir/r4`
  const samples = new Map<string, Sample>()
  const clients = await clientsOf(fhir, dataDir)
  const add = (kind: SampleKind, name: string, text: string) => {
    const key = `${kind}/${name}`
    if (samples.has(key)) throw new Error(`Two samples are named ${key}.`)
    samples.set(key, { kind, name, text })
  }
  return {
    get samples() {
      return [...samples.values()]
    },
    fhir,
    as: (role) => clients[role],
    keep(kind, name, status, answer) {
      if (answer.status !== status)
        throw new Error(`${kind}/${name}: ${status} was expected, ${answer.status} came: ${answer.text.slice(0, 500)}`)
      if (!answer.headers.get('content-type')?.startsWith('application/fhir+json'))
        throw new Error(`${kind}/${name} came as ${answer.headers.get('content-type') ?? 'nothing'}.`)
      add(kind, name, answer.text)
      return answer
    },
    keepResource: (kind, name, resource) => {
      add(kind, name, JSON.stringify(resource))
    },
  }
}

async function clientsOf(fhir: string, dataDir: string): Promise<Record<StaffRole, TestClient>> {
  const key = await readDemoKey(dataDir)
  if (!key) throw new Error(`There is no demo server in ${dataDir}.`)
  const clientAs = async (role: Role) => {
    const user = `Practitioner/${DEMO_USERS[role] ?? ''}`
    return clientOf(fhir, await mintDemoToken({ tenant: DEMO_TENANT, role, user }, key, { now: () => Date.now() }))
  }
  return {
    administrator: await clientAs('administrator'),
    'clinical-staff': await clientAs('clinical-staff'),
    biller: await clientAs('biller'),
    auditor: await clientAs('auditor'),
  }
}
