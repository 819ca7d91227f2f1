import type { Resource } from '@medplum/fhirtypes'
import type { Change, FhirStore } from '#ports/fhir-store.ts'
import type { Indexer, PreparedResource } from '#ports/prepare.ts'
import { statement, type SqlValue } from '../connection/statement.ts'
import { compartments } from '../fhir/compartments.ts'
import { RESOURCE_COLUMNS, resourceValues, typeNumber } from '../fhir/resource-columns.ts'
import { insertForMany, SIDE_TABLES, SideRows } from '../fhir/side-rows.ts'
import type { Run } from '../fhir/store-context.ts'
import type { TermDictionary } from '../fhir/term-dictionary.ts'
import { sessionOf } from '../fhir/transaction.ts'
import { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'

/** What a rebuild works with. */
export interface RebuildDeps {
  readonly db: Database
  readonly store: FhirStore
  readonly terms: TermDictionary
  readonly index: Indexer
}

/** Where a batch begins: behind this row of the type, in this practice. */
export interface BatchPlace {
  readonly type: string
  readonly tenant: number
  readonly rid: number
}

/** How many rows a batch had, and its last. */
export interface BatchDone {
  readonly rows: number
  readonly rid: number
}

/** Rows that a batch locks: a writer who wants one of them waits some hundredths of a second. */
const ROWS = 200

/** A batch ends with the resource that reaches so many bytes. */
const BYTES = 20_000_000

const NEXT = statement(`
  select rid, id, version, content from (
    select n.*, sum(octet_length(content)) over (order by rid rows unbounded preceding) as upto from (
      select rid, id, version, content from resource
      where tenant = $1 and type = $2 and rid > $3 and not deleted order by rid limit ${ROWS}) n) b
  where upto - octet_length(content) < ${BYTES} order by rid`)

/** Those that are still as they were read: what was written meanwhile is indexed already. In the order of all writers. */
const LOCK = statement(`
  select r.rid from unnest($3::bigint[], $4::int[]) x (rid, version)
    join resource r on r.tenant = $1 and r.type = $2 and r.rid = x.rid
  where r.version = x.version and not r.deleted order by r.id for no key update of r`)

/** What of a row is its index. */
const COLUMNS = RESOURCE_COLUMNS.filter(([name]) => !['id', 'updated', 'digest', 'head', 'tail'].includes(name))
const PLACES = COLUMNS.map(([name]) => RESOURCE_COLUMNS.findIndex(([known]) => known === name))
const NAMES = COLUMNS.map(([name]) => name)
const ARRAYS = COLUMNS.map(([, type], at) => `$${at + 4}::${type}[]`).join(', ')

/** Neither version nor `xid` change: to readers of feeds and histories nothing has happened. */
const UPDATE = statement(`
  update resource r set ${NAMES.map((name) => `${name} = ${valueOf(name)}`).join(', ')}
  from unnest($3::bigint[], ${ARRAYS}) x (rid, ${NAMES.join(', ')})
  where r.tenant = $1 and r.type = $2 and r.rid = x.rid
    and (${NAMES.map((name) => `r.${name}`).join(', ')}) is distinct from (${NAMES.map(valueOf).join(', ')})`)

function valueOf(column: string): string {
  if (column === 'refs') return 'x.refs::text[]'
  return column === 'keys' ? 'x.keys::bigint[]' : `x.${column}`
}

const SIDE = SIDE_TABLES.map((table) => ({
  table,
  forget: statement(`delete from ${table} where tenant = $1 and rid = any($2::bigint[])`),
  insert: statement(insertForMany(table)),
}))

interface Indexed {
  readonly rid: number
  readonly version: number
  readonly change: Extract<Change, { resource: PreparedResource }>
}

/** Indexes the next rows of a type anew, in one transaction. A write that comes between wins. */
export async function rebuildBatch(deps: RebuildDeps, place: BatchPlace): Promise<BatchDone> {
  const { db, store, terms, index } = deps
  const { tenant, type } = place
  const found = await db.searches.query(tenant, NEXT, [tenant, typeNumber(type), place.rid])
  const rows = found.map(([rid, id, version, content]) => ({
    rid: Number(rid),
    version: Number(version),
    change: { kind: 'put', resource: reindexed(index, type, String(id), String(content)) } as const,
  }))
  const last = rows.at(-1)
  if (!last) return { rows: 0, rid: place.rid }
  const keys = new TenantKeys(tenant)
  await terms.add(
    tenant,
    keys,
    rows.map(({ change }) => change.resource),
  )
  const access = { tenant: { key: tenant, slug: '' }, compartment: 'unrestricted' } as const
  await store.as(access).transaction(async (tx) => {
    const { client } = sessionOf(tx)
    await writeIndex((made, values) => client.run(tenant, made, values), { tenant, type, keys, rows })
  })
  return { rows: rows.length, rid: last.rid }
}

/** As much of a prepared resource as its index is made of. */
function reindexed(index: Indexer, type: string, id: string, content: string): PreparedResource {
  const resource = JSON.parse(content) as Resource
  return { type, id, updated: 0, head: '', tail: '', digest: '', index: index(resource) }
}

interface Writing {
  readonly tenant: number
  readonly type: string
  readonly keys: TenantKeys
  readonly rows: readonly Indexed[]
}

async function writeIndex(run: Run, { tenant, type, keys, rows }: Writing): Promise<void> {
  const number = typeNumber(type)
  const locked = await run(LOCK, [tenant, number, rows.map(({ rid }) => rid), rows.map(({ version }) => version)])
  const held = new Set(locked.map(([rid]) => Number(rid)))
  const kept = rows.filter(({ rid }) => held.has(rid))
  if (kept.length === 0) return
  const patients = await compartments(
    tenant,
    kept.map(({ change }) => change),
    run,
  )
  const rids = kept.map(({ rid }) => rid)
  const values = kept.map(({ change }, at) => resourceValues(change.resource, patients[at] ?? [], keys))
  const columns = PLACES.map((place) => values.map((row) => row[place] ?? null)) as SqlValue[]
  await run(UPDATE, [tenant, number, rids, ...columns])
  const side = new SideRows()
  kept.forEach(({ change }, at) => {
    side.add(at, change.resource, patients[at] ?? [])
  })
  for (const { table, forget, insert } of SIDE) {
    await run(forget, [tenant, rids])
    if (!side.tables.includes(table)) continue
    const owners = side.owners(table)
    const owned = [owners.map((at) => kept[at]?.rid ?? 0), owners.map((at) => kept[at]?.version ?? 0)]
    await run(insert, [tenant, ...owned, ...side.columns(table)])
  }
}
