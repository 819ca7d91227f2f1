import type { AuditEvent } from '@medplum/fhirtypes'
import { NO_PRACTICE } from '#ports/security-entry.ts'
import type { Database } from '../open-database.ts'
import { auditEventOf } from './audit-event.ts'
import { AUDIT_COLUMNS, auditColumnType, readAuditRow } from './audit-row.ts'

const COLUMNS = AUDIT_COLUMNS.map((name) => (auditColumnType(name) === 'bigint' ? `${name}::float8` : name))

/** What of the trail is asked for. */
export interface UnassignedQuery {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly count: number
  /** The FHIR base as clients see it. */
  readonly base: string
}

/** What is of no practice, newest first: requests without a valid token, sign-ins of nobody known. No token reads these. */
export async function unassignedEvents(
  { owner }: Pick<Database, 'owner'>,
  { since, count, base }: UnassignedQuery,
): Promise<readonly AuditEvent[]> {
  const { rows } = await owner.query<unknown[]>({
    text: `select ${COLUMNS.join(', ')} from ccm.audit where tenant = $1 and at >= $2
      order by at desc, process desc, seq desc limit $3`,
    values: [NO_PRACTICE, since, count],
    rowMode: 'array',
  })
  return rows.map((row) => auditEventOf(readAuditRow(row), base))
}
