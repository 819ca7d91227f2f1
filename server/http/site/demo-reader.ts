import type { Bundle, CarePlan, OperationOutcome, Patient, Resource } from '@medplum/fhirtypes'
import { present } from '#domain/present.ts'
import { isStream, type FhirResponse } from '../../fhir/exchange.ts'
import type { PagesDeps } from './pages-deps.ts'

/** Reads from the FHIR surface as the demo's reader. */
export type DemoReader = (path: string, query: string, accept?: string) => Promise<FhirResponse>

/** A patient as the sandbox EHR lists them. */
export interface DemoPatient {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  /** Administrative gender; empty where it is not recorded. */
  readonly gender: string
  /** Id of the care plan in force, else of a draft. */
  readonly carePlan?: string
}

/** The demo's patients by name; none when they cannot be read. */
export async function readDemoPatients(read: DemoReader): Promise<readonly DemoPatient[]> {
  const [{ resources: patients }, { resources: plans }] = await Promise.all([
    search<Patient>(read, '/Patient', '_count=200&_elements=name,birthDate,gender'),
    search<CarePlan>(read, '/CarePlan', 'status=active,draft&_count=1000&_elements=subject,status'),
  ])
  return patients
    .map((patient) => ({
      id: patient.id ?? '',
      name: chartName(patient),
      birthDate: patient.birthDate ?? '',
      gender: patient.gender ?? '',
      ...present({ carePlan: planOf(patient, plans) }),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** What a search found, or why it was refused. */
export interface Found<T extends Resource> {
  readonly resources: readonly T[]
  readonly refused?: string
}

/** Searches one type: `/Condition`. */
export async function search<T extends Resource>(read: DemoReader, path: string, query: string): Promise<Found<T>> {
  const { status, body } = await read(path, query)
  if (body === null) return { resources: [], refused: `status ${status}` }
  const answer = JSON.parse(textOf(body)) as Bundle<T> | OperationOutcome
  if (answer.resourceType !== 'Bundle') return { resources: [], refused: wordsOf(answer) ?? `status ${status}` }
  const own = (answer.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []))
  return { resources: own.filter(({ resourceType }) => `/${resourceType}` === path) }
}

/** Reads one resource; undefined where there is none. */
export async function readOne<T extends Resource>(read: DemoReader, path: string): Promise<T | undefined> {
  const { status, body } = await read(path, '')
  return status === 200 && body !== null ? (JSON.parse(textOf(body)) as T) : undefined
}

function wordsOf({ issue }: OperationOutcome): string | undefined {
  return issue[0]?.diagnostics ?? issue[0]?.details?.text
}

/** Reads as the demo's reader, from the FHIR base itself; undefined while it is being prepared. */
export function demoReaderOf({ startup: { surface }, demo }: PagesDeps): DemoReader | undefined {
  const principal = demo?.reader()
  if (!surface || !principal) return undefined
  return (path, query, accept) =>
    surface.serve({
      method: 'GET',
      path,
      query,
      headers: accept === undefined ? {} : { accept },
      principal,
      requestId: `page-${crypto.randomUUID()}`,
      body: () => Promise.resolve(new Uint8Array()),
    })
}

/** The text of a body, however it is carried; none of what comes in pieces, which is nothing to look at. */
export function textOf(body: NonNullable<FhirResponse['body']>): string {
  if (isStream(body)) return ''
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}

function planOf({ id = '' }: Patient, plans: readonly CarePlan[]): string | undefined {
  const own = plans.filter(({ subject }) => subject.reference === `Patient/${id}`)
  return (own.find(({ status }) => status === 'active') ?? own[0])?.id
}

/** Family name first, as charts have it. */
export function chartName({ name: [first = {}] = [], id = '' }: Patient): string {
  const { family = '', given = [], text = id } = first
  return family === '' ? text : [family, given.join(' ')].filter((part) => part !== '').join(', ')
}
