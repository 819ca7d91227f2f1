import type { Patient } from '@medplum/fhirtypes'
import { personName } from '#domain/fhir/names.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { Criterion } from '#ports/search.ts'
import type { FoundPatient, PatientWords } from '#ports/staff-access.ts'
import { parseStored } from '../stored.ts'

const MOST = 50
const DAY = 86_400_000

/** Patients of the practice for whom all words fit, by name; without any word nobody. */
export async function findPatients(reader: FhirReader, words: PatientWords): Promise<readonly FoundPatient[]> {
  const where = criteriaOf(words)
  if (where.length === 0) return []
  const { matches } = await reader.search({
    type: 'Patient',
    where,
    sort: [],
    include: [],
    revinclude: [],
    count: MOST,
    total: 'none',
  })
  return matches
    .flatMap((stored) => pickable(parseStored(stored) as Patient) ?? [])
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** The patient as the page shows it; undefined where the record is closed or was merged into another one. */
export function pickable({ id, active, link, name, birthDate }: Patient): FoundPatient | undefined {
  const replaced = link?.some(({ type }) => type === 'replaced-by') === true
  if (id === undefined || active === false || replaced) return undefined
  return { id, name: personName(name?.[0]) ?? id, ...(birthDate === undefined ? {} : { birthDate }) }
}

function criteriaOf({ name, birthDate }: PatientWords): readonly Criterion[] {
  const parts = (name ?? '').split(/[\s,]+/).filter((part) => part !== '')
  const from = birthDate === undefined ? NaN : Date.parse(`${birthDate}T00:00:00Z`)
  return [
    ...parts.map((part): Criterion => ({ kind: 'string', param: 'name', values: [part] })),
    ...(Number.isNaN(from)
      ? []
      : [{ kind: 'date', param: 'birthdate', values: [{ prefix: 'eq', from, to: from + DAY }] } as const]),
  ]
}
