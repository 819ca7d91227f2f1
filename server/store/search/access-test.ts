import type { Access } from '#ports/access.ts'
import type { Criterion } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { criterionTest } from './criterion-test.ts'
import { allOf, anyOf, type Scope } from './scope.ts'
import { sharedTypes } from './shared-types.ts'

/** More patients than a search should compare one after the other. */
const FEW = 8

/** It is in the compartments of all its members, and tells each of them who the others are: a confined caller sees none. */
const LIST_OF_PEOPLE = 'Group'

/**
 * SQL that holds for the rows of a type that exist for the scope's access: within the compartment, and matching one of the
 * searches to which granular scopes narrow the type. The tenant is not part of it: every statement says `tenant = $1`.
 * `true` where everything of the type exists.
 */
export function existsForAccess(scope: Scope, type: string, row: string): string {
  const compartment = sharedTypes.has(type) ? [] : compartmentTest(scope, row, type)
  return allOf([...compartment, ...narrowedTest(scope, type, row)])
}

/** The same for rows of several types at once. */
export function existsForAccessAnyType(scope: Scope, row: string): string {
  const inside = compartmentTest(scope, row)
  return allOf([...(inside.length > 0 ? [anyOf([sharedRow(row), ...inside])] : []), ...narrowedRows(scope, row)])
}

/**
 * SQL that holds for the superseded versions that exist for the scope's access, besides `existsForAccess` of the current
 * row: those that were in the compartment themselves. What is now this patient's may have lain in another's chart before it
 * was put right. Of a narrowed type none does: nobody can say whether the search would have found it then.
 */
export function existedForAccess(scope: Scope, type: string, version: string): string {
  if (scope.access.narrowed?.has(type) === true) return 'false'
  return sharedTypes.has(type) ? 'true' : allOf(versionTest(scope, version))
}

/** The same for versions of several types at once. */
export function existedForAccessAnyType(scope: Scope, version: string): string {
  const inside = versionTest(scope, version)
  const narrowed = [...(scope.access.narrowed?.keys() ?? [])]
  return allOf([...(inside.length > 0 ? [anyOf([sharedRow(version), ...inside])] : []), ...noneOf(narrowed, version)])
}

function versionTest({ access: { compartment }, values }: Scope, version: string): readonly string[] {
  if (compartment === 'unrestricted') return []
  return [`${version}.patients && ${values.bind(compartment.patients, 'text[]')}`]
}

function sharedRow(row: string): string {
  return `${row}.type in (${[...sharedTypes].map(typeNumber).join(', ')})`
}

/** The patients to whom an access is confined for a type; undefined where it is not. */
export function confinedTo({ compartment }: Access, type: string): readonly string[] | undefined {
  return compartment === 'unrestricted' || sharedTypes.has(type) ? undefined : compartment.patients
}

/**
 * Whether one of the patients is the row's. The first lies in the row, further ones in `res_patient`. Many patients are
 * read into a hash once a statement.
 */
function patientTest(scope: Scope, row: string, patients: readonly string[]): string {
  const bound = scope.values.bind(patients, 'text[]')
  const further = scope.values.alias()
  const among = (column: string) =>
    patients.length <= FEW ? `${column} = any(${bound})` : `(${column} in (select unnest(${bound}))) is true`
  return `(${among(`${row}.patient`)} or exists (select from res_patient ${further} where ${further}.tenant = $1
    and ${further}.rid = ${row}.rid and ${further}.ver = ${row}.version and ${among(`${further}.patient`)} offset 0))`
}

function compartmentTest(scope: Scope, row: string, type?: string): readonly string[] {
  const { compartment } = scope.access
  if (compartment === 'unrestricted') return []
  if (type !== undefined) return type === LIST_OF_PEOPLE ? ['false'] : [patientTest(scope, row, compartment.patients)]
  return [allOf([`${row}.type <> ${typeNumber(LIST_OF_PEOPLE)}`, patientTest(scope, row, compartment.patients)])]
}

function narrowedTest(scope: Scope, type: string, row: string): readonly string[] {
  const searches = scope.access.narrowed?.get(type)
  return searches ? [anyOf(searches.map((where) => whereTest(widened(scope), type, row, where)))] : []
}

/** The same for rows of any type: of some types there may be none at all. */
function narrowedRows(scope: Scope, row: string): readonly string[] {
  const narrowed = [...(scope.access.narrowed ?? [])]
  const closed = narrowed.filter(([, searches]) => searches.length === 0).map(([type]) => type)
  const open = narrowed.filter(([, searches]) => searches.length > 0)
  return [
    ...noneOf(closed, row),
    ...open.map(([type]) => anyOf([`${row}.type <> ${typeNumber(type)}`, allOf(narrowedTest(scope, type, row))])),
  ]
}

function noneOf(types: readonly string[], row: string): readonly string[] {
  return types.length === 0 ? [] : [`${row}.type not in (${types.map(typeNumber).join(', ')})`]
}

function whereTest(scope: Scope, type: string, row: string, where: readonly Criterion[]): string {
  return allOf(where.map((criterion) => criterionTest(scope, type, row, criterion)))
}

/** A scope's own search is judged by what is there, within the compartment: it is not narrowed in turn. */
function widened(scope: Scope): Scope {
  const { tenant, compartment } = scope.access
  return { ...scope, access: { tenant, compartment } }
}
