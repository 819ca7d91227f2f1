import { resourceTypeName } from '#definitions/resource-types.ts'
import type { Access } from '#ports/access.ts'
import type { ExportFile, ExportQuery, MadeExport } from '#ports/bulk-exports.ts'
import type { Clock } from '#ports/clock.ts'
import type { Row } from '../connection/statement.ts'
import type { TenantClient } from '../connection/tenant-client.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import type { TenantKeys } from '../index/key.ts'
import type { Database } from '../open-database.ts'
import type { Scope } from '../search/scope.ts'
import { searchScope } from '../search/search-scope.ts'
import { sharedTypes } from '../search/shared-types.ts'
import { deletedText, exportAccess, outputText, referredText, type Since } from './export-pages.ts'

/** What making an export needs. */
export interface MakingDeps {
  readonly db: Database
  readonly clock: Clock
  readonly keys: TenantKeys
}

/** Called between two steps; what it throws ends the export, and nothing of it is kept. */
export type Progress = (done: number, total: number) => Promise<void>

const DISCARD = 'delete from export_page where tenant = $1 and job = $2::uuid'
const PRESENT = `select t.type from unnest($2::smallint[]) t (type) where exists (
  select from resource r where r.tenant = $1 and r.type = t.type)`
const MARK = `insert into export_mark (tenant, at, horizon)
  values ($1, $2::bigint, pg_snapshot_xmin(pg_current_snapshot()))
  on conflict (tenant, at) do update set horizon = least(export_mark.horizon, excluded.horizon)`
const MARKED = 'select horizon::text from export_mark where tenant = $1 and at = $2::bigint'
/**
 * Of one type, however many resources there are: an hour. They are read in the order of the index, and what is sorted is small.
 */
const SETTINGS = [
  `set local statement_timeout = '1h'`,
  `set local work_mem = '64MB'`,
  'set local enable_bitmapscan = off',
]

/** It is in the compartments of all its members, and tells each of them who the others are: no part of a record. */
const LIST_OF_PEOPLE = 'Group'

/**
 * Fills the pages of an export, all of them as of one moment: one transaction, one snapshot. The database does it by itself:
 * of the rows nothing comes here but how many they are.
 */
export function makeExport(deps: MakingDeps, access: Access, query: ExportQuery, progress: Progress) {
  return deps.db.writes.use(async (client): Promise<MadeExport> => {
    const making = new Making(deps, client, access, query)
    try {
      const at = await making.begin()
      const files = await making.fill(progress)
      await client.control('commit')
      return { at, files }
    } catch (error) {
      if (!client.broken) await client.control('rollback').catch(() => undefined)
      throw error
    }
  })
}

class Making {
  readonly #deps: MakingDeps
  readonly #client: TenantClient
  readonly #access: Access
  readonly #query: ExportQuery
  readonly #files: ExportFile[] = []
  #since: Since | undefined

  constructor(deps: MakingDeps, client: TenantClient, access: Access, query: ExportQuery) {
    this.#deps = deps
    this.#client = client
    this.#access = access
    this.#query = query
  }

  /** Takes the snapshot; answers its instant, not earlier than what it shows. */
  async begin(): Promise<number> {
    const { since } = this.#query
    await this.#client.begin(this.#tenant)
    await this.#client.control('set transaction isolation level repeatable read')
    for (const setting of SETTINGS) await this.#client.control(setting)
    await this.#client.runOnce(this.#tenant, DISCARD, [this.#tenant, this.#query.job])
    const at = this.#deps.clock.now()
    await this.#client.runOnce(this.#tenant, MARK, [this.#tenant, at])
    if (since !== undefined) this.#since = await this.#markedSince(since)
    return at
  }

  async fill(progress: Progress): Promise<readonly ExportFile[]> {
    const types = await this.#typesPresent()
    const referred = this.#ofRecords ? this.#query.types.filter((type) => sharedTypes.has(type) || isApart(type)) : []
    const steps = [
      ...types.map((type) => () => this.#fillOutput(type)),
      ...(referred.length > 0 ? [() => this.#fillReferred(referred)] : []),
      ...(this.#since === undefined ? [] : types.map((type) => () => this.#fillDeleted(type))),
    ]
    for (const [done, step] of steps.entries()) {
      await progress(done, steps.length)
      await step()
    }
    await progress(steps.length, steps.length)
    return this.#files
  }

  get #tenant(): number {
    return this.#access.tenant.key
  }

  get #ofRecords(): boolean {
    return this.#query.of !== 'practice'
  }

  async #markedSince(at: number): Promise<Since> {
    const [row] = await this.#client.runOnce(this.#tenant, MARKED, [this.#tenant, at])
    return { at, ...(row ? { horizon: String(row[0]) } : {}) }
  }

  /** Of the types asked for those of which there are any, and that can be in records where these are asked for. */
  async #typesPresent(): Promise<readonly string[]> {
    const { types } = this.#query
    const asked = this.#ofRecords ? types.filter((type) => !sharedTypes.has(type) && type !== LIST_OF_PEOPLE) : types
    const rows = await this.#client.runOnce(this.#tenant, PRESENT, [this.#tenant, asked.map(typeNumber)])
    const present = new Set(rows.map(([number]) => Number(number)))
    return asked.filter((type) => present.has(typeNumber(type)))
  }

  #fillOutput(type: string): Promise<void> {
    const access = exportAccess(this.#access, this.#query)
    return this.#fill(access, false, (scope) => outputText(scope, type, this.#query, this.#since))
  }

  #fillReferred(types: readonly string[]): Promise<void> {
    return this.#fill(this.#access, false, (scope) => referredText(scope, types, this.#query, this.#since))
  }

  async #fillDeleted(type: string): Promise<void> {
    const since = this.#since
    // Whether a granular scope would have let it be found, nobody can say any more.
    if (!since || this.#access.narrowed?.has(type) === true) return
    const access = exportAccess(this.#access, this.#query)
    await this.#fill(access, true, (scope) => deletedText(scope, type, this.#query, since))
  }

  async #fill(access: Access, deleted: boolean, text: (scope: Scope) => string): Promise<void> {
    const scope = searchScope(access, this.#deps.keys, [this.#query.job, this.#files.length])
    const made = text(scope)
    const rows = await this.#client.runOnce(this.#tenant, made, scope.values.list)
    this.#files.push(...rows.map((row) => fileOf(row, deleted)))
  }
}

/** Types that may be in nobody's record although they speak of patients: a Device on a shelf. */
function isApart(type: string): boolean {
  return type === 'Device'
}

function fileOf([, type, count]: Row, deleted: boolean): ExportFile {
  return { type: resourceTypeName(Number(type)) ?? '', deleted, count: Number(count) }
}
