import type { MapRow } from './category.ts'
import { ICD10, SNOMED } from './generated/chronic-conditions.ts'

/** Systems under which records carry ICD-10-CM and SNOMED CT codes: FHIR's own, and the OIDs of older exports. */
const SYSTEMS: Readonly<Record<string, 'icd10' | 'snomed'>> = {
  'http://hl7.org/fhir/sid/icd-10-cm': 'icd10',
  'http://hl7.org/fhir/sid/icd-10': 'icd10',
  'urn:oid:2.16.840.1.113883.6.90': 'icd10',
  'http://snomed.info/sct': 'snomed',
  'urn:oid:2.16.840.1.113883.6.96': 'snomed',
}

const SHORTEST_ICD10 = 3
const INJURY = /^[ST]/

/** Which of the two terminologies a coding is from. */
export function terminologyOf(system: string | undefined): 'icd10' | 'snomed' | undefined {
  return system === undefined ? undefined : SYSTEMS[system]
}

/** What a code says about chronic conditions, one row a category; empty when no map knows it. */
export function lookUp(system: string | undefined, code: string | undefined): readonly MapRow[] {
  if (code === undefined) return []
  const terminology = terminologyOf(system)
  if (terminology === 'snomed') return SNOMED[code] ?? []
  return terminology === 'icd10' ? lookUpIcd10(withoutDot(code)) : []
}

/** An ICD-10-CM code as the maps write it. */
export function withoutDot(code: string): string {
  return code.replace('.', '').toUpperCase()
}

/** The longest row of each category that the code begins with. */
function lookUpIcd10(code: string): readonly MapRow[] {
  const found: MapRow[] = []
  for (let length = code.length; length >= SHORTEST_ICD10; length--) {
    const rows = ICD10[code.slice(0, length)] ?? []
    for (const row of rows) if (!found.some((known) => known.category === row.category)) found.push(row)
  }
  return INJURY.test(code) ? found.map((row) => ofInjury(row, code)) : found
}

/** An injury is chronic only as a sequela, which its seventh character says (S); the first encounters (A) never are. */
function ofInjury(row: MapRow, code: string): MapRow {
  const encounter = code[6]
  if (row.standing !== 'review' || encounter === undefined) return row
  if (encounter === 'S') return { ...row, standing: 'counts' }
  return encounter === 'A' || encounter === 'B' ? { ...row, standing: 'never' } : row
}
