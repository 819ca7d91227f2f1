import pg from 'pg'
import { APP_ROLE } from '../connection/client-settings.ts'

/** The PostgreSQL that DATABASE_URL names cannot be used. The message says what to change. */
class DatabaseSetupError extends Error {
  readonly code = 'DATABASE_SETUP'
}

const OLDEST = 150_000

/**
 * Checks the version, and that the role exists that the product works as and that this login may become it; makes the
 * role where it may.
 */
export async function requireServer(owner: pg.Pool): Promise<void> {
  const { version, login } = await askServer(owner)
  if (Number(version) < OLDEST)
    throw new DatabaseSetupError(
      `PostgreSQL 15 or newer is needed; this server is ${Math.floor(Number(version) / 10_000)}.`,
    )
  await makeRole(owner, login)
  await requireModestRole(owner)
}

interface Server {
  readonly version: string
  readonly login: string
}

/** The first thing that is asked of the database: it may not be there, or may not let us in. */
async function askServer(owner: pg.Pool): Promise<Server> {
  const text = `select current_setting('server_version_num') as version, current_user as login`
  try {
    const { rows } = await owner.query<Server>(text)
    return rows[0] ?? { version: '0', login: '' }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : 'no reason'
    throw new DatabaseSetupError(`The database cannot be opened (setting DATABASE_URL): ${reason}`, { cause })
  }
}

async function makeRole(owner: pg.Pool, login: string): Promise<void> {
  const quoted = pg.escapeIdentifier(login)
  try {
    await owner.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
          create role ${APP_ROLE} nologin;
        end if;
      exception when duplicate_object or unique_violation then null; end $$`)
    const { rows } = await owner.query<{ member: boolean }>(
      `select pg_has_role(current_user, '${APP_ROLE}', 'member') as member`,
    )
    if (!rows[0]?.member) await owner.query(`grant ${APP_ROLE} to ${quoted}`)
  } catch (cause) {
    throw new DatabaseSetupError(
      `The product works as a role that owns nothing, so that row-level security binds it, and ${login} may not make it. ` +
        `As an administrator of the server run: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to ${quoted}; and start again.`,
      { cause },
    )
  }
}

async function requireModestRole(owner: pg.Pool): Promise<void> {
  const { rows } = await owner.query<{ mighty: boolean }>(
    `select rolsuper or rolbypassrls as mighty from pg_roles where rolname = '${APP_ROLE}'`,
  )
  if (rows[0]?.mighty)
    throw new DatabaseSetupError(
      `The role ${APP_ROLE} may bypass row-level security. Run: alter role ${APP_ROLE} nosuperuser nobypassrls`,
    )
}
