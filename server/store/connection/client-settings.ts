import pg from 'pg'
import { indexVersion } from '../index/index-parts.ts'

const INT8 = 20
type Parse = (value: string) => unknown
const builtin = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parse

/** bigint as number: row numbers, versions and milliseconds stay below 2^53. Index keys do not, and are never selected. */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    return oid === INT8 ? Number : builtin(oid, format)
  },
}

/** What a connection may do and for how long, in milliseconds. */
export interface ConnectionLimits {
  readonly statement: number
  readonly lock: number
  /** Of a transaction in which nothing happens. */
  readonly idle: number
  /** False: a commit does not wait for the disk. It is lost in a crash unless a later commit waited. */
  readonly durable?: boolean
}

/** The role that the product works as: it owns nothing, so row-level security binds it. */
export const APP_ROLE = 'ccm_app'

/** Schema of the product's tables. */
export const SCHEMA = 'ccm'

/**
 * Settings of a connection of the product: its role, its schema, plans made once for each statement (the planner cannot
 * estimate our key arrays; statements are written so that one plan is right), and limits.
 */
export function appClient(url: string, name: string, limits: ConnectionLimits): pg.ClientConfig {
  const settings = {
    role: APP_ROLE,
    search_path: `${SCHEMA},pg_temp`,
    plan_cache_mode: 'force_generic_plan',
    enable_seqscan: 'off',
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    timezone: 'UTC',
    ...(limits.durable === false ? { synchronous_commit: 'off' } : {}),
    statement_timeout: String(limits.statement),
    lock_timeout: String(limits.lock),
    idle_in_transaction_session_timeout: String(limits.idle),
  }
  const options = Object.entries(settings).map(([setting, value]) => `-c ${setting}=${value}`)
  return {
    connectionString: url,
    application_name: `ccm ${name}`,
    options: options.join(' '),
    pipeline: true,
    keepAlive: true,
    types: columnTypes,
  }
}

/** Every process has such a connection: by its name others see how it indexes. */
export const OWNER_NAME = `ccm owner ${indexVersion()}`

/** Settings of a connection of the owner: migrations, maintenance, the queue's own tables. Row-level security is off. */
export function ownerClient(url: string): pg.PoolConfig {
  return {
    connectionString: url,
    application_name: OWNER_NAME,
    options: `-c search_path=${SCHEMA},public,pg_temp -c timezone=UTC`,
    max: 3,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  }
}
