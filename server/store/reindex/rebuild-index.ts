import type pg from 'pg'
import { typeNumber } from '../fhir/resource-columns.ts'
import { TermDictionary } from '../fhir/term-dictionary.ts'
import { indexedTypes, indexParts, partsVersion } from '../index/index-parts.ts'
import {
  INDEX_CHANNEL,
  NOWHERE,
  outdatedParts,
  readIndexRecords,
  TENANTS_WITH_ROWS,
  type RebuildPlace,
} from './index-records.ts'
import { OtherVersionRuns, requireSameVersion } from './other-versions.ts'
import { rebuildBatch, type RebuildDeps } from './rebuild-batch.ts'

/** Another process rebuilds the index of this database already. */
export class RebuildRuns extends Error {
  readonly code = 'REBUILD_RUNS'

  constructor() {
    super('The index of this database is being rebuilt already.')
  }
}

/** What a rebuild is asked for, and whom it tells. */
export interface RebuildOptions {
  /** Types to rebuild though nothing says that they have to be; `all`. */
  readonly also?: readonly string[] | 'all'
  /** Called after each batch. */
  readonly progress?: (progress: RebuildProgress) => void | Promise<void>
}

interface RebuildProgress {
  readonly type: string
  /** Rows of the type so far, those of an interrupted rebuild before this one included. */
  readonly done: number
  readonly total: number
}

/** What a rebuild has done. */
export interface Rebuilt {
  readonly types: readonly string[]
  readonly rows: number
  /** Whether it went on where another was interrupted. */
  readonly resumed: boolean
}

/** They lie with what they speak of, which has to be right first. */
const LAST = ['Provenance', 'Binary']
/** `ccmi` in ASCII. */
const LOCK = 1_667_460_457

/**
 * Indexes anew, type after type, what is not indexed as this process does it, while others read and write. Ended at any
 * moment it goes on from there the next time. A type can be searched by everything again as soon as it is done.
 * @throws RebuildRuns, OtherVersionRuns
 */
export async function rebuildIndex(
  { db, store, index }: Pick<RebuildDeps, 'db' | 'store' | 'index'>,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const lock = await db.owner.connect()
  await requireAlone(lock)
  try {
    await requireSameVersion(lock)
    const plan = await planRebuild(lock, options.also ?? [])
    const deps = { db, store, index, terms: new TermDictionary(db) }
    let rows = 0
    for (const [type, place] of plan.types) {
      rows += await rebuildType(deps, lock, { type, place }, options)
    }
    return { types: [...plan.types.keys()], rows, resumed: plan.resumed }
  } finally {
    // A connection that broke has let go of it.
    await lock.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    lock.release(true)
  }
}

async function requireAlone(lock: pg.PoolClient): Promise<void> {
  const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
  if (rows[0]?.mine === true) return
  lock.release(true)
  throw new RebuildRuns()
}

/** How far a type is. */
type Place = Pick<RebuildPlace, 'tenant' | 'rid'>

interface Plan {
  readonly types: ReadonlyMap<string, Place>
  readonly resumed: boolean
}

/** Writes down what is to be rebuilt. Where an interrupted rebuild of this version stands there, that is what was asked for. */
async function planRebuild(lock: pg.PoolClient, also: NonNullable<RebuildOptions['also']>): Promise<Plan> {
  const records = await readIndexRecords(lock)
  const begun = indexedTypes.filter((type) => records.get(type)?.rebuild?.target === partsVersion(type))
  const asked = begun.length > 0 ? [] : also === 'all' ? indexedTypes : also
  const isOutdated = (type: string) => outdatedParts(type, records.get(type)?.parts).length > 0
  const fresh = indexedTypes.filter((type) => !begun.includes(type) && (asked.includes(type) || isOutdated(type)))
  await lock.query(
    `insert into ccm.search_index (type, parts, target) select x.type, '{}', x.target from unnest($1::smallint[], $2::text[]) x (type, target)
     on conflict (type) do update set target = excluded.target, tenant = -1, rid = 0`,
    [fresh.map(typeNumber), fresh.map(partsVersion)],
  )
  const planned = [...begun, ...fresh].toSorted(
    (one, other) => Number(LAST.includes(one)) - Number(LAST.includes(other)),
  )
  const placeOf = (type: string) => (begun.includes(type) ? records.get(type)?.rebuild : undefined) ?? NOWHERE
  return { types: new Map(planned.map((type) => [type, placeOf(type)])), resumed: begun.length > 0 }
}

interface TypeRebuild {
  readonly type: string
  readonly place: Place
}

/** Answers how many rows it had to look at. */
async function rebuildType(
  deps: RebuildDeps,
  lock: pg.PoolClient,
  { type, place }: TypeRebuild,
  { progress }: RebuildOptions,
): Promise<number> {
  const { total, left } = await countRows(lock, type, place)
  let rows = 0
  let last = place
  for (const tenant of await tenantsFrom(lock, place.tenant)) {
    let rid = tenant === place.tenant ? place.rid : 0
    for (;;) {
      const batch = await rebuildBatch(deps, { type, tenant, rid })
      if (batch.rows === 0) break
      rid = batch.rid
      rows += batch.rows
      last = await moveOn(lock, type, last, { tenant, rid })
      await progress?.({ type, done: Math.min(total, total - left + rows), total })
    }
  }
  await requireSameVersion(lock)
  await finish(lock, type, last)
  return rows
}

/** Writes down how far it is, from where it was. @throws OtherVersionRuns when another version has set it back meanwhile */
async function moveOn(lock: pg.PoolClient, type: string, from: Place, to: Place): Promise<Place> {
  const { rowCount } = await lock.query(
    'update ccm.search_index set tenant = $4, rid = $5 where type = $1 and tenant = $2 and rid = $3',
    [typeNumber(type), from.tenant, from.rid, to.tenant, to.rid],
  )
  if (rowCount === 0) throw new OtherVersionRuns([])
  return to
}

async function countRows(lock: pg.PoolClient, type: string, { tenant, rid }: Place) {
  const { rows } = await lock.query<{ total: string; left: string }>(
    `select count(*) as total, count(*) filter (where (tenant, rid) > ($2::int, $3::bigint)) as left
     from ccm.resource where type = $1 and not deleted`,
    [typeNumber(type), tenant, rid],
  )
  return { total: Number(rows[0]?.total), left: Number(rows[0]?.left) }
}

async function tenantsFrom(lock: pg.PoolClient, first: number): Promise<readonly number[]> {
  const { rows } = await lock.query<{ tenant: number }>(TENANTS_WITH_ROWS)
  return rows.map(({ tenant }) => tenant).filter((tenant) => tenant >= first)
}

/** The type is indexed as this process does it: searches may rely on it. */
async function finish(lock: pg.PoolClient, type: string, last: Place): Promise<void> {
  const { rowCount } = await lock.query(
    `update ccm.search_index set parts = $2, target = null, tenant = $5, rid = $6 where type = $1 and tenant = $3 and rid = $4`,
    [typeNumber(type), JSON.stringify(indexParts(type)), last.tenant, last.rid, NOWHERE.tenant, NOWHERE.rid],
  )
  if (rowCount === 0) throw new OtherVersionRuns([])
  await lock.query('select pg_notify($1, $2)', [INDEX_CHANNEL, type])
}
