import type { Program } from '#domain/enrollment/program.ts'
import type { EnrollDrafts, SweepDrafts } from '#ports/enroll-drafts.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { statement, type SqlValue, type Statement } from './connection/statement.ts'
import { sessionOf } from './fhir/transaction.ts'
import type { Database } from './open-database.ts'

const PLACE = 'tenant = $1 and person = $2 and patient = $3'
const READ = statement(`select program, content::text, saved_at from enroll_draft where ${PLACE} and saved_at > $4`)
const KEEP = statement(`
  insert into enroll_draft (tenant, person, patient, program, content, saved_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant, person, patient) do update set
    program = excluded.program, content = excluded.content, saved_at = excluded.saved_at`)
const DISCARD = statement(`delete from enroll_draft where ${PLACE}`)
const FORGET = statement('delete from enroll_draft where tenant = $1 and patient = $2 and program = $3')
const SWEEP = 'delete from ccm.enroll_draft where saved_at < $1'

/** Drafts of enrollments, in PostgreSQL. */
export function createEnrollDrafts(): EnrollDrafts {
  return {
    async read(tx, { person, patient }, after) {
      const [row] = await run(tx, READ, [person, patient, after])
      return row && { program: row[0] as Program, content: String(row[1]), savedAt: Number(row[2]) }
    },
    async keep(tx, { person, patient }, { program, content, savedAt }) {
      await run(tx, KEEP, [person, patient, program, content, savedAt])
    },
    async discard(tx, { person, patient }) {
      await run(tx, DISCARD, [person, patient])
    },
    async forget(tx, patient, program) {
      await run(tx, FORGET, [patient, program])
    },
  }
}

function run(tx: FhirTransaction, asked: Statement, values: readonly SqlValue[]) {
  const { client, tenant } = sessionOf(tx)
  return client.run(tenant, asked, [tenant, ...values])
}

/** Takes away old drafts of all practices, as the database's owner. */
export function createDraftSweep(db: Database): SweepDrafts {
  return async (before) => (await db.owner.query(SWEEP, [before])).rowCount ?? 0
}
