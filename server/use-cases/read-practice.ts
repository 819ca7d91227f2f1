import type { Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { codeSystem, IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { practiceOf, type Practice } from '#domain/practice/practice.ts'
import { staffDirectoryOf, type StaffDirectory } from '#domain/staff/staff-directory.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { parseStored, readAll } from './stored.ts'

/** The practice's own facts that every rule needs: its settings, and who works there. */
export interface PracticeFacts {
  readonly practice: Practice
  readonly staff: StaffDirectory
}

/**
 * Reads the practice's Organization and its staff: everybody who holds one of the programme's roles, and whoever
 * `references` name beside them (owners of time, practitioners of visits), with their roles.
 */
export async function readPractice(reader: FhirReader, references: readonly string[] = []): Promise<PracticeFacts> {
  const [organizations, staffRoles, named] = await Promise.all([
    readAll<Organization>(reader, 'Organization', [
      { kind: 'token', param: 'identifier', values: [{ system: IDENTIFIER.practice }] },
    ]),
    readAll<PractitionerRole>(reader, 'PractitionerRole', [
      { kind: 'token', param: 'role', values: [{ system: codeSystem('ccm-staff-role') }] },
    ]),
    reader.readMany(staffReferences(references)),
  ])
  const namedRoles = named
    .filter(({ type }) => type === 'PractitionerRole')
    .map((role) => parseStored(role) as PractitionerRole)
  const roles = [...new Map([...staffRoles, ...namedRoles].map((role) => [role.id, role])).values()]
  const people = new Map(
    named
      .filter(({ type }) => type === 'Practitioner')
      .map((found) => [`Practitioner/${found.id}`, parseStored(found) as Practitioner]),
  )
  const missing = staffReferences(roles.map((role) => role.practitioner?.reference ?? '')).filter(
    (reference) => !people.has(reference),
  )
  for (const found of await reader.readMany(missing))
    people.set(`${found.type}/${found.id}`, parseStored(found) as Practitioner)
  return { practice: practiceOf(organizations[0]), staff: staffDirectoryOf([...people.values()], roles) }
}

/** The distinct `Practitioner/id` and `PractitionerRole/id` among references. */
function staffReferences(references: readonly string[]): string[] {
  return [...new Set(references)].filter((reference) => /^Practitioner(Role)?\/[^/]+$/.test(reference))
}
