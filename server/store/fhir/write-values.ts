import type { AuditNote } from '#ports/audit-trail.ts'
import type { Change, StoredResource, WriteResult } from '#ports/fhir-store.ts'
import { AUDIT_COLUMNS, auditColumnType, type AuditRow } from '../audit/audit-row.ts'
import type { AuditLedger } from '../audit-trail.ts'
import type { SqlValue } from '../connection/statement.ts'

/** Of an audit row, what a statement is told; version and patient may come from the row that is written. */
const GIVEN = AUDIT_COLUMNS.filter((column) => column !== 'version' && column !== 'patient')

/** How many parameters `insertAudit` takes. */
export const AUDIT_PARAMETERS = GIVEN.length

/** SQL that enters the change of one resource, whose version and patient the query `written` gives. */
export function insertAudit(first: number, written: string): string {
  const values = GIVEN.map((column, at) => `$${first + at}::${auditColumnType(column)}`)
  return `insert into audit (${GIVEN.join(', ')}, version, patient)
    select ${values.join(', ')}, w.version, w.sole_patient from ${written} w`
}

export function auditParameters(row: AuditRow): readonly SqlValue[] {
  return GIVEN.map((column) => row[column])
}

/** The entry of a change, before its version is known. */
export function placeAudit(audit: AuditLedger, tenant: number, change: Change, note: AuditNote): AuditRow {
  const action = change.kind === 'delete' ? 'D' : change.kind === 'create' ? 'C' : 'U'
  return audit.place({ ...note, tenant, action, outcome: '0', type: typeOf(change), id: idOf(change) })
}

export function typeOf(change: Change): string {
  return change.kind === 'delete' ? change.type : change.resource.type
}

export function idOf(change: Change): string {
  return change.kind === 'delete' ? change.id : change.resource.id
}

export function referenceOf(change: Change): string {
  return `${typeOf(change)}/${idOf(change)}`
}

/** What a written change answers. */
export function written(
  change: Change,
  version: number,
  outcome: { readonly created: boolean; readonly now: number },
): WriteResult {
  if (change.kind === 'delete') {
    const { type, id } = change
    return { type, id, version, updated: outcome.now, deleted: true, content: '', created: false, unchanged: false }
  }
  const { type, id, updated, head, tail } = change.resource
  const content = `${head}${version}${tail}`
  return { type, id, version, updated, deleted: false, content, created: outcome.created, unchanged: false }
}

/** What a change answers that had nothing to do: the version that stays. */
export function unwritten(stored: StoredResource): WriteResult {
  return { ...stored, created: false, unchanged: true }
}
