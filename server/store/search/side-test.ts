import type { SideTable } from '../fhir/side-rows.ts'
import type { Scope } from './scope.ts'

/**
 * Whether a resource has a value of a parameter in a side table for which `test` (of the table's alias) holds. Asked of one
 * row after the other (`offset 0` keeps the planner from turning it round): what leads to the rows was chosen before.
 */
export function sideTest(
  { values }: Scope,
  row: string,
  { table, param }: { readonly table: SideTable; readonly param: number },
  test: (side: string) => string,
): string {
  const side = values.alias()
  return `exists (select from ${table} ${side} where ${side}.tenant = $1 and ${side}.rid = ${row}.rid
    and ${side}.param = ${values.bind(param, 'smallint')} and ${side}.ver = ${row}.version and ${test(side)} offset 0)`
}

/** A query over the numbers of the rows that have a value of a parameter for which `test` (of the alias `s`) holds. */
export function sideLookUp(
  { values }: Scope,
  { table, param, limit }: { readonly table: SideTable; readonly param: number; readonly limit: number | undefined },
  test: string,
): string {
  return `select s.rid from ${table} s where s.tenant = $1 and s.param = ${values.bind(param, 'smallint')} and ${test}
    ${limit === undefined ? '' : `limit ${limit}`}`
}
