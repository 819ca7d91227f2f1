import { resourceTypeNumber } from '#definitions/resource-types.ts'
import { relativeOf } from '#domain/fhir/ids.ts'
import type { StoredResource } from '#ports/fhir-store.ts'
import { statement, type SqlValue, type Statement } from '../connection/statement.ts'
import { confinedTo, existedForAccess, existsForAccess, existsForAccessAnyType } from '../search/access-test.ts'
import { searchScope } from '../search/search-scope.ts'
import { searchStatement } from '../search/search-statement.ts'
import { typeNumber } from './resource-columns.ts'
import type { Run, StoreContext } from './store-context.ts'
import { readStored, storedColumns } from './stored-row.ts'

type Asked = Pick<StoreContext, 'access' | 'keys' | 'tenant'>

const CURRENT = `select ${storedColumns('r', 'r')} from resource r where r.tenant = $1 and r.type = $2 and r.id = $3`
const READ = statement(CURRENT)

/** The current version of a resource, a deleted one included, where it exists for the access. */
export async function readCurrentRow(
  asked: Asked,
  run: Run,
  type: string,
  id: string,
): Promise<StoredResource | undefined> {
  const [row] = isOpen(asked, type)
    ? await run(READ, [asked.tenant, typeNumber(type), id])
    : await run(...existing(asked, type, [typeNumber(type), id], CURRENT))
  return row && readStored(row)
}

const VERSION = `select ${storedColumns('v', 'r')} from resource r
  cross join lateral (
    select r.type, r.id, r.version, r.updated, r.deleted, r.content, null::text[] as patients where r.version = $4
    union all select h.type, h.id, h.version, h.updated, h.deleted, h.content, h.patients from history h
      where h.tenant = $1 and h.type = $2 and h.id = $3 and h.version = $4) v
  where r.tenant = $1 and r.type = $2 and r.id = $3`
const READ_VERSION = statement(VERSION)

/** A version of a resource, where its current version exists for the access. */
export async function readVersionRow(
  asked: Asked,
  run: Run,
  { type, id, version }: { readonly type: string; readonly id: string; readonly version: number },
): Promise<StoredResource | undefined> {
  const values = [typeNumber(type), id, version]
  const [row] = isOpen(asked, type)
    ? await run(READ_VERSION, [asked.tenant, ...values])
    : await run(...existingVersion(asked, type, values))
  return row && readStored(row)
}

/** The current version needs no more than that the resource exists for the access. */
function existingVersion(
  { access, keys }: Asked,
  type: string,
  values: readonly SqlValue[],
): [Statement, readonly SqlValue[]] {
  const scope = searchScope(access, keys, values)
  const existed = `(v.patients is null or ${existedForAccess(scope, type, 'v')})`
  const text = `${VERSION} and ${existsForAccess(scope, type, 'r')} and ${existed}`
  return [searchStatement(text), scope.values.list]
}

const MANY = `from unnest($2::smallint[], $3::text[]) x (type, id)
  join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id`
const READ_MANY = statement(`select ${storedColumns('r', 'r')} ${MANY} where not r.deleted`)

/** Current versions of `Type/id` references; missing and deleted ones are left out. */
export async function readManyRows(
  asked: Asked,
  run: Run,
  references: readonly string[],
): Promise<readonly StoredResource[]> {
  const named = typesAndIds(references)
  if (named.types.length === 0) return []
  const values = [named.types, named.ids]
  const rows = isOpen(asked)
    ? await run(READ_MANY, [asked.tenant, ...values])
    : await run(...existing(asked, undefined, values, READ_MANY.text))
  return rows.map(readStored)
}

/** A statement that answers only rows that exist for the access. */
function existing(
  { access, keys }: Asked,
  type: string | undefined,
  values: readonly SqlValue[],
  text: string,
): [Statement, readonly SqlValue[]] {
  const scope = searchScope(access, keys, values)
  const exists = type === undefined ? existsForAccessAnyType(scope, 'r') : existsForAccess(scope, type, 'r')
  return [searchStatement(`${text} and ${exists}`), scope.values.list]
}

/** Whether every row of the type (of any type) exists for the access. */
function isOpen({ access }: Asked, type?: string): boolean {
  if (type === undefined) return access.compartment === 'unrestricted' && access.narrowed === undefined
  return confinedTo(access, type) === undefined && access.narrowed?.has(type) !== true
}

/** Each reference once, as columns; what is no `Type/id` is left out. */
export function typesAndIds(references: readonly string[]): { readonly types: number[]; readonly ids: string[] } {
  const types: number[] = []
  const ids: string[] = []
  for (const reference of new Set(references)) {
    const parts = relativeOf(reference)
    const number = parts && resourceTypeNumber(parts.type)
    if (!parts || number === undefined) continue
    types.push(number)
    ids.push(parts.id)
  }
  return { types, ids }
}
