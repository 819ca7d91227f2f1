import type { PreparedResource } from '#ports/prepare.ts'
import type { SqlValue } from '../connection/statement.ts'
import { OPEN_FROM, OPEN_TO, typeNumber } from './resource-columns.ts'

/** Rows beside a resource: what its keys cannot stand for. */
export const SIDE_TABLES = ['res_string', 'res_date', 'res_quantity', 'res_patient'] as const

export type SideTable = (typeof SIDE_TABLES)[number]

interface SideShape {
  /** Columns besides tenant, version and row number, with their SQL types. */
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly rows: (resource: PreparedResource, patients: readonly string[]) => readonly (readonly (string | number)[])[]
}

const CODE = [
  ['code', 'bigint'],
  ['code_system', 'bigint'],
] as const

/** What lies in each side table, and how a resource fills it. */
const SIDE: Readonly<Record<SideTable, SideShape>> = {
  res_string: {
    columns: [['param', 'smallint'], ...CODE, ['val', 'text']],
    rows: ({ index }) =>
      index.strings.map(({ param, code, codeSystem, value }) => [param, code ?? 0, codeSystem ?? 0, value]),
  },
  res_date: {
    columns: [['param', 'smallint'], ...CODE, ['lo', 'bigint'], ['hi', 'bigint']],
    rows: ({ index }) =>
      index.dates.map(({ param, code, codeSystem, from, to }) => [
        param,
        code ?? 0,
        codeSystem ?? 0,
        from ?? OPEN_FROM,
        to ?? OPEN_TO,
      ]),
  },
  res_quantity: {
    columns: [
      ['param', 'smallint'],
      ...CODE,
      ['lo', 'numeric'],
      ['hi', 'numeric'],
      ['unit', 'text'],
      ['system', 'text'],
    ],
    rows: ({ index }) =>
      index.quantities.map(({ param, code, codeSystem, low, high, unit, system }) => [
        param,
        code ?? 0,
        codeSystem ?? 0,
        low ?? '-Infinity',
        high ?? 'Infinity',
        unit,
        system,
      ]),
  },
  res_patient: {
    columns: [
      ['type', 'smallint'],
      ['patient', 'text'],
    ],
    rows: ({ type }, patients) => patients.slice(1).map((patient) => [typeNumber(type), patient]),
  },
}

/** Side rows of one resource or several, gathered as columns. */
export class SideRows {
  readonly #gathered = new Map<SideTable, { readonly owners: number[]; readonly columns: (string | number)[][] }>()

  /** `owner` is the place of the resource among those that are written together. */
  add(owner: number, resource: PreparedResource, patients: readonly string[]): void {
    for (const table of SIDE_TABLES) {
      const { columns, rows } = SIDE[table]
      for (const row of rows(resource, patients)) {
        const gathered = this.#gathered.get(table) ?? { owners: [], columns: columns.map(() => []) }
        this.#gathered.set(table, gathered)
        gathered.owners.push(owner)
        gathered.columns.forEach((column, at) => column.push(row[at] ?? 0))
      }
    }
  }

  /** The tables that have rows, in a fixed order. */
  get tables(): readonly SideTable[] {
    return SIDE_TABLES.filter((table) => this.#gathered.has(table))
  }

  /** The table's own columns, one array each. */
  columns(table: SideTable): readonly SqlValue[] {
    return this.#gathered.get(table)?.columns ?? []
  }

  /** For each of the table's rows, whose it is. */
  owners(table: SideTable): readonly number[] {
    return this.#gathered.get(table)?.owners ?? []
  }
}

/** How many parameters `insertForOne` takes. */
export function sideWidth(table: SideTable): number {
  return SIDE[table].columns.length
}

/** SQL that inserts a table's rows of one resource, whose row and version the query `written` gives. */
export function insertForOne(table: SideTable, first: number, written: string): string {
  const { columns } = SIDE[table]
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(([, type], at) => `$${first + at}::${type}[]`).join(', ')
  return `insert into ${table} (tenant, rid, ver, ${names})
    select $1, w.rid, w.version, x.* from ${written} w cross join unnest(${arrays}) x`
}

/** The same for rows of many resources: $1 tenant, $2 row numbers, $3 versions, then the columns. */
export function insertForMany(table: SideTable): string {
  const columns = [['rid', 'bigint'], ['ver', 'int'], ...SIDE[table].columns] as const
  return `insert into ${table} (tenant, ${columns.map(([name]) => name).join(', ')})
    select $1, x.* from unnest(${columns.map(([, type], at) => `$${at + 2}::${type}[]`).join(', ')}) x`
}
