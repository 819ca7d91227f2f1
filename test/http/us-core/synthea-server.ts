import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../../support/test-app.ts'
import { furtherRecords, putBundle } from './further-records.ts'
import type { Held } from './read-elements.ts'

const ROOT = '../shared/data/synthea/mcc-v3'

/** Whether the published sample patients are here. */
export const present = existsSync(ROOT)
if (!present) console.warn(`No ${ROOT}: the searches of US Core are not tried on Synthea's patients.`)

/** The batches that go first, and a man who lives, one who has died, and a woman. */
const FILES = [
  'hospitalInformation1648909404773',
  'practitionerInformation1648909404773',
  'Terrance440_Schoen8_075f31f8-774c-af34-27cb-f0b6bc3aff97',
  'Billie243_Abshire638_85448ce5-8f73-89b5-d7cc-2a1ad3c15e33',
  'Chara19_Hermann103_3e23a7c0-3402-3152-5157-3f6b9476280a',
]

export interface SyntheaServer {
  readonly app: TestApp
  readonly ask: TestClient
  /** The man who lives. */
  readonly patient: string
  /** All of a type as they are read one page after the other, without a criterion. */
  all(type: string): Promise<readonly Held[]>
}

/** A server with real records in it, imported as anybody would. */
export async function startSyntheaServer(): Promise<SyntheaServer> {
  const app = await startTestApp()
  const ask = await app.client({ role: 'administrator' })
  const sent: string[] = []
  for (const file of FILES) {
    const body = gunzipSync(readFileSync(join(ROOT, `${file}.json.gz`)))
    await post(ask, body)
    sent.push(...typesIn(JSON.parse(body.toString()) as Bundle))
  }
  const lists = new Map<string, Promise<readonly Held[]>>()
  const all = (type: string) => {
    const known = lists.get(type) ?? readAll(ask, type)
    lists.set(type, known)
    return known
  }
  const patient = await oneOf(ask, 'Patient', 'Terrance440')
  const encounter = await oneOf(ask, 'Encounter', patient)
  const practitioner = await oneOf(ask, 'Practitioner', 'Practitioner')
  const further = putBundle(furtherRecords(patient, `Encounter/${encounter}`, `Practitioner/${practitioner}`))
  await post(ask, Buffer.from(JSON.stringify(further)))
  sent.push(...typesIn(further))
  for (const type of ['Condition', 'CarePlan', 'Goal', 'Observation', 'ServiceRequest'])
    requireAll(type, await all(type), sent)
  return { app, ask, patient, all }
}

function typesIn({ entry = [] }: Bundle): readonly string[] {
  return entry.flatMap(({ resource }) => resource?.resourceType ?? [])
}

/** The id of the first resource of a type that says something. */
async function oneOf(ask: TestClient, type: string, words: string): Promise<string> {
  const found = (await readAll(ask, type)).find((one) => JSON.stringify(one).includes(words))
  if (found) return found.id
  throw new Error(`No ${type} says ${words}.`)
}

/** Reading without a criterion gives all that was sent, so that what is expected of searches is whole. */
function requireAll(type: string, found: readonly Held[], sent: readonly string[]): void {
  const count = sent.filter((one) => one === type).length
  if (found.length !== count) throw new Error(`${found.length} of ${count} ${type} resources are there.`)
}

async function post(ask: TestClient, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { 'content-type': 'application/fhir+json' }
  const answer = await ask('', { method: 'POST', body, headers })
  const refused = (answer.body.entry ?? []).filter(({ response }) => (response?.status ?? '5') >= '3')
  if (answer.status !== 200 || refused.length > 0)
    throw new Error(`${answer.text.slice(0, 500)} ${JSON.stringify(refused.slice(0, 2))}`)
}

async function readAll(ask: TestClient, type: string): Promise<readonly Held[]> {
  const found: Held[] = []
  for (let next: string | undefined = `/${type}?_count=1000`; next !== undefined;) {
    const answer = await ask(next)
    found.push(...matchesOf(answer))
    next = answer.body.link.find(({ relation }) => relation === 'next')?.url
  }
  return found
}

/** The matches of an answer. @throws when it is none */
export function matchesOf({ status, text, body }: TestAnswer): readonly Held[] {
  if (status !== 200) throw new Error(`${status}: ${text.slice(0, 500)}`)
  return (body.entry ?? []).flatMap(({ search, resource }) =>
    search?.mode === 'match' ? [resource as unknown as Held] : [],
  )
}
