import type pg from 'pg'
import { resourceTypeName } from '#definitions/resource-types.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { indexedTypes, indexParts, partsVersion, type IndexParts } from '../index/index-parts.ts'

/** The channel on which processes tell each other that the record of the index has changed. */
export const INDEX_CHANNEL = 'search_index'

/** How far a rebuild is. */
export interface RebuildPlace {
  /** The version that it makes (`partsVersion`). */
  readonly target: string
  readonly tenant: number
  /** Rows of the tenant up to this one are done; before the first tenant -1. */
  readonly rid: number
}

/** Where a rebuild begins. */
export const NOWHERE = { tenant: -1, rid: 0 } as const

/** What the database says of a type's index. */
export interface IndexRecord {
  readonly type: string
  readonly parts: IndexParts
  readonly rebuild?: RebuildPlace
}

/** Runs SQL as the owner: the pool, or one of its connections within a transaction. */
export type OwnerQuery = Pick<pg.ClientBase, 'query'>

/** Of each type that has one. */
export async function readIndexRecords(owner: OwnerQuery): Promise<ReadonlyMap<string, IndexRecord>> {
  const { rows } = await owner.query<{
    type: number
    parts: string
    target: string | null
    tenant: number
    rid: string
  }>('select type, parts, target, tenant, rid from ccm.search_index')
  return new Map(
    rows.map(({ type: number, parts, target, tenant, rid }) => {
      const type = resourceTypeName(number) ?? ''
      const rebuild = target === null ? {} : { rebuild: { target, tenant, rid: Number(rid) } }
      return [type, { type, parts: JSON.parse(parts) as IndexParts, ...rebuild }]
    }),
  )
}

/** The parameters (and `WHOLE_ROW`) of a type by which rows are not indexed, or not all, as this process does it. */
export function outdatedParts(type: string, recorded: IndexParts | undefined): readonly string[] {
  return Object.entries(indexParts(type)).flatMap(([part, digest]) => (recorded?.[part] === digest ? [] : [part]))
}

/**
 * Compares what the database says with what this process does, and writes down what will be true once it writes rows: of a
 * type without rows, that they are indexed its way; where they differ, that there will be both kinds. Where nothing has been
 * written down yet, all there is was made this way.
 */
export async function recordIndex(owner: pg.Pool): Promise<void> {
  await inTransaction(owner, async (query) => {
    // Processes that start together, and a rebuild that ends meanwhile, wait for each other.
    await query.query('lock table ccm.search_index in share row exclusive mode')
    const recorded = await readIndexRecords(query)
    await restartOthers(query, recorded)
    const different = indexedTypes.filter((type) => {
      const parts = recorded.get(type)?.parts
      return outdatedParts(type, parts).length > 0 || hasFurther(type, parts)
    })
    if (different.length === 0) return
    const filled = recorded.size === 0 ? new Set<string>() : await typesWithRows(query, different)
    const next = different.map((type) => (filled.has(type) ? mixed(type, recorded.get(type)?.parts) : indexParts(type)))
    await query.query(
      `insert into ccm.search_index (type, parts) select * from unnest($1::smallint[], $2::text[])
       on conflict (type) do update set parts = excluded.parts`,
      [different.map(typeNumber), next.map((parts) => JSON.stringify(parts))],
    )
    await query.query('select pg_notify($1, $2)', [INDEX_CHANNEL, ''])
  })
}

/** What another version has rebuilt so far will have rows of this one among it: it has to begin again. */
async function restartOthers(query: OwnerQuery, recorded: ReadonlyMap<string, IndexRecord>): Promise<void> {
  const begun = [...recorded.values()].filter(({ type, rebuild }) => rebuild && rebuild.target !== partsVersion(type))
  if (begun.length === 0) return
  await query.query('update ccm.search_index set tenant = $2, rid = 0 where type = any($1::smallint[])', [
    begun.map(({ type }) => typeNumber(type)),
    NOWHERE.tenant,
  ])
}

/** Parameters that only another version of the product knows: rows written from now on lack them. */
function hasFurther(type: string, recorded: IndexParts = {}): boolean {
  const own = indexParts(type)
  return Object.entries(recorded).some(([part, digest]) => own[part] === undefined && digest !== '')
}

/** What there is when rows are indexed in two ways. */
function mixed(type: string, recorded: IndexParts = {}): IndexParts {
  const own = indexParts(type)
  const parts = new Set([...Object.keys(own), ...Object.keys(recorded)])
  return Object.fromEntries([...parts].map((part) => [part, recorded[part] === own[part] ? (own[part] ?? '') : '']))
}

/** Practices that have resources, and the guide's own place: one look at an index each. */
export const TENANTS_WITH_ROWS = `
  with recursive n (tenant) as (
    select min(tenant) from ccm.resource
    union all select (select min(r.tenant) from ccm.resource r where r.tenant > n.tenant) from n where n.tenant is not null)
  select tenant from n where tenant is not null`

async function typesWithRows(query: OwnerQuery, types: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await query.query<{ type: number }>(
    `select t.type from unnest($1::smallint[]) t (type) where exists (
       select from (${TENANTS_WITH_ROWS}) n join ccm.resource r on r.tenant = n.tenant and r.type = t.type and not r.deleted)`,
    [types.map(typeNumber)],
  )
  return new Set(rows.map(({ type }) => resourceTypeName(type) ?? ''))
}

/** Runs work in a transaction of the owner. */
async function inTransaction<R>(owner: pg.Pool, work: (query: OwnerQuery) => Promise<R>): Promise<R> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
