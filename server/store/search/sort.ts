import type { ElementPath, SearchParameter } from '#definitions/search-parameter.ts'
import { searchParameter } from '#definitions/search-parameters.ts'
import { SearchNotSupported, type SortKey } from '#ports/search.ts'
import type { SideTable } from '../fhir/side-rows.ts'
import { mainDate } from '../index/main-date.ts'
import { parameterOf, type Scope } from './scope.ts'

/** A value that rows are sorted by: SQL of one row, and its type. Without a value a row comes last, either way. */
export interface SortValue {
  readonly sql: string
  readonly type: 'bigint' | 'numeric' | 'text'
  readonly descending: boolean
  /** The last change: whatever is changed gets a greater one. */
  readonly isLastChange?: boolean
}

/**
 * The order of a search's rows. `rid` and `updated` are orders in which an index gives the rows of a type, `updated` with
 * the row number as its second key in the same direction; other orders have to see all rows first, and are made of `values`.
 */
export type Order =
  | { readonly by: 'rid' }
  | { readonly by: 'updated'; readonly descending: boolean }
  | { readonly by: 'values'; readonly values: readonly SortValue[] }

/** Whether this is the order of insertion, or of the last change: what can be said without a statement. */
export function walkedOrder(sort: readonly SortKey[]): Exclude<Order, { by: 'values' }> | undefined {
  const [first, ...more] = sort
  if (!first) return { by: 'rid' }
  return first.param === '_lastUpdated' && more.length === 0
    ? { by: 'updated', descending: first.descending }
    : undefined
}

/** Reads `_sort`. @throws SearchNotSupported */
export function orderOf(scope: Scope, type: string, sort: readonly SortKey[], row: string): Order {
  return (
    walkedOrder(sort) ?? {
      by: 'values',
      values: sort.map((key) => ({ ...sortValue(scope, type, key, row), descending: key.descending })),
    }
  )
}

type Value = Omit<SortValue, 'descending'>

function sortValue(scope: Scope, type: string, { param, descending }: SortKey, row: string): Value {
  if (param === '_lastUpdated') return { sql: `${row}.updated`, type: 'bigint', isLastChange: true }
  if (param === '_id') return { sql: `${row}.id`, type: 'text' }
  if (param === mainDate(type)) return { sql: `${row}.at_lo`, type: 'bigint' }
  const parameter = parameterOf(type, param, [...SORTED])
  const side = SIDE[parameter.kind]
  if (!side) return { sql: contentValue(parameter, row, descending), type: 'text' }
  return { sql: sideValue(scope, row, { parameter, side, descending }), type: side.type }
}

const SORTED = ['date', 'number', 'quantity', 'string', 'token', 'reference', 'uri'] as const

interface Side {
  readonly table: SideTable
  readonly column: string
  readonly type: Value['type']
}

const SIDE: Readonly<Partial<Record<SearchParameter['kind'], Side>>> = {
  date: { table: 'res_date', column: 'lo', type: 'bigint' },
  number: { table: 'res_quantity', column: 'lo', type: 'numeric' },
  quantity: { table: 'res_quantity', column: 'lo', type: 'numeric' },
  string: { table: 'res_string', column: 'val', type: 'text' },
}

/** Whether the values that a parameter sorts by are numbers, which stand in another order as text. */
export function sortsAsNumber(type: string, param: string): boolean {
  if (param === '_lastUpdated' || param === mainDate(type)) return true
  const kind = searchParameter(type, param)?.kind
  return kind !== undefined && kind in SIDE && SIDE[kind]?.type !== 'text'
}

/** Of several values the one that comes first in the order asked for. */
function sideValue(
  { values }: Scope,
  row: string,
  {
    parameter: { number },
    side: { table, column },
    descending,
  }: { readonly parameter: SearchParameter; readonly side: Side; readonly descending: boolean },
): string {
  const side = values.alias()
  return `(select ${descending ? 'max' : 'min'}(${side}.${column}) from ${table} ${side} where ${side}.tenant = $1
    and ${side}.rid = ${row}.rid and ${side}.param = ${values.bind(number, 'smallint')} and ${side}.ver = ${row}.version)`
}

/** Codes and references lie in the index as hashes, which have no order: their texts are read from the resource. */
function contentValue({ type, code, paths }: SearchParameter, row: string, descending: boolean): string {
  const queries = paths.flatMap((path) => {
    const json = jsonPath(path)
    return json === undefined ? [] : [`select jsonb_path_query(${row}.content::jsonb, '${json}') as value`]
  })
  if (queries.length === 0) throw new SearchNotSupported(`${type} cannot be sorted by ${code}.`)
  return `(select ${descending ? 'max' : 'min'}((value #>> '{}') collate "C") from (${queries.join(' union all ')}) found)`
}

/** Where in an element of a datatype its text is; '' says that it is the text. */
const TEXT_AT: Readonly<Record<string, string>> = {
  CodeableConcept: '.coding.code',
  Coding: '.code',
  Identifier: '.value',
  ContactPoint: '.value',
  Reference: '.reference',
  code: '',
  string: '',
  id: '',
  uri: '',
  url: '',
  canonical: '',
  boolean: '',
}

/** Lists are walked into by themselves (lax mode). The names come from the definitions. */
function jsonPath({ steps, where, datatype }: ElementPath): string | undefined {
  const end = TEXT_AT[datatype]
  if (end === undefined || steps.some((step) => !/^[A-Za-z]+$/.test(step))) return undefined
  const filter = where && /^[A-Za-z]+$/.test(where.element) && !/["'\\]/.test(where.value) ? where : undefined
  if (where && !filter) return undefined
  const names = steps.map((step, at) =>
    filter?.at === at ? `.${step} ? (@.${filter.element} == "${filter.value}")` : `.${step}`,
  )
  return `$${names.join('')}${end}`
}
