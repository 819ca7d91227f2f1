import type { Organization, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes'
import { codeSystem, IDENTIFIER } from '#domain/fhir/canonicals.ts'
import { referenceTo } from '#domain/fhir/references.ts'
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
 * @param incoming resources that the same request writes: they stand in for what is stored
 */
export async function readPractice(
  reader: FhirReader,
  references: readonly string[] = [],
  incoming: readonly Resource[] = [],
): Promise<PracticeFacts> {
  const [organizations, staffRoles, named] = await Promise.all([
    readAll<Organization>(reader, 'Organization', [
      { kind: 'token', param: 'identifier', values: [{ system: IDENTIFIER.practice }] },
    ]),
    readAll<PractitionerRole>(reader, 'PractitionerRole', [
      { kind: 'token', param: 'role', values: [{ system: codeSystem('ccm-staff-role') }] },
    ]),
    reader.readMany(staffReferences(references)),
  ])
  const found = new Map<string, Resource>()
  const add = (resource: Resource) => found.set(referenceTo(resource), resource)
  for (const stored of named) add(parseStored(stored))
  for (const resource of [...organizations, ...staffRoles, ...incoming]) add(resource)
  const roles = ofKind<PractitionerRole>(found, 'PractitionerRole')
  const missing = staffReferences(roles.map(({ practitioner }) => practitioner?.reference ?? ''))
  const people = await reader.readMany(missing.filter((reference) => !found.has(reference)))
  for (const stored of people) add(parseStored(stored))
  const practices = ofKind<Organization>(found, 'Organization').filter(isPractice)
  return {
    practice: practiceOf(practices[0]),
    staff: staffDirectoryOf(ofKind<Practitioner>(found, 'Practitioner'), roles),
  }
}

function isPractice({ identifier }: Organization): boolean {
  return identifier?.some(({ system }) => system === IDENTIFIER.practice) === true
}

function ofKind<T extends Resource>(found: ReadonlyMap<string, Resource>, type: T['resourceType']): readonly T[] {
  return [...found.values()].filter((resource): resource is T => resource.resourceType === type)
}

/** The distinct `Practitioner/id` and `PractitionerRole/id` among references. */
function staffReferences(references: readonly string[]): string[] {
  return [...new Set(references)].filter((reference) => /^Practitioner(Role)?\/[^/]+$/.test(reference))
}
