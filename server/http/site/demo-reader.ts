import type { Bundle, CarePlan, Patient } from '@medplum/fhirtypes'
import { present } from '#domain/present.ts'
import type { FhirResponse } from '../../fhir/exchange.ts'

/** Reads from the FHIR surface as the demo's reader. */
export type DemoReader = (path: string, query: string, accept?: string) => Promise<FhirResponse>

/** A patient as the start page lists them. */
export interface DemoPatient {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  /** Id of the care plan in force, else of a draft. */
  readonly carePlan?: string
}

/** The demo's patients by name; none when they cannot be read. */
export async function readDemoPatients(read: DemoReader): Promise<readonly DemoPatient[]> {
  const [patients, plans] = await Promise.all([
    found<Patient>(read, '/Patient', '_count=200&_elements=name,birthDate'),
    found<CarePlan>(read, '/CarePlan', 'status=active,draft&_count=1000&_elements=subject,status'),
  ])
  return patients
    .map((patient) => ({
      id: patient.id ?? '',
      name: nameOf(patient),
      birthDate: patient.birthDate ?? '',
      ...present({ carePlan: planOf(patient, plans) }),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

async function found<T extends Patient | CarePlan>(
  read: DemoReader,
  path: string,
  query: string,
): Promise<readonly T[]> {
  const { status, body } = await read(path, query)
  if (status !== 200 || body === null) return []
  const bundle = JSON.parse(textOf(body)) as Bundle<T>
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource && `/${resource.resourceType}` === path ? [resource] : [],
  )
}

/** The text of a body, however it is carried. */
export function textOf(body: NonNullable<FhirResponse['body']>): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}

function planOf({ id = '' }: Patient, plans: readonly CarePlan[]): string | undefined {
  const own = plans.filter(({ subject }) => subject.reference === `Patient/${id}`)
  return (own.find(({ status }) => status === 'active') ?? own[0])?.id
}

function nameOf({ name: [first = {}] = [], id = '' }: Patient): string {
  const { family = '', given = [], text = id } = first
  return family === '' ? text : [family, given.join(' ')].filter((part) => part !== '').join(', ')
}
