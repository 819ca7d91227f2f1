import type { Bundle, Patient } from '@medplum/fhirtypes'
import type { FhirResponse } from '../../fhir/exchange.ts'

/** Reads from the FHIR surface as the demo's reader. */
export type DemoReader = (path: string, query: string) => Promise<FhirResponse>

/** A patient as the start page lists them. */
export interface DemoPatient {
  readonly id: string
  readonly name: string
  readonly birthDate: string
}

/** The demo's patients by name; none when they cannot be read. */
export async function readDemoPatients(read: DemoReader): Promise<readonly DemoPatient[]> {
  const response = await read('/Patient', '_count=200&_elements=name,birthDate')
  if (response.status !== 200 || typeof response.body !== 'string') return []
  const bundle = JSON.parse(response.body) as Bundle<Patient>
  return (bundle.entry ?? [])
    .flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? [resource] : []))
    .map((patient) => ({
      id: patient.id ?? '',
      name: nameOf(patient),
      birthDate: patient.birthDate ?? '',
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

function nameOf({ name: [first = {}] = [], id = '' }: Patient): string {
  const { family = '', given = [], text = id } = first
  return family === '' ? text : [family, given.join(' ')].filter((part) => part !== '').join(', ')
}
