import type { AuditEvent } from '@medplum/fhirtypes'
import type { RecordedWrite } from '#domain/audit-file/audit-facts.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { readAll } from './stored.ts'

/**
 * Who created, changed or deleted a patient's Tasks since an instant (milliseconds since 1970), by the audit trail: what
 * has been deleted is found here alone.
 */
export async function taskWrites(
  reader: FhirReader,
  patient: string,
  since: number,
): Promise<readonly RecordedWrite[]> {
  const events = await readAll<AuditEvent>(reader, 'AuditEvent', [
    { kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: patient }] },
    { kind: 'token', param: 'action', values: ACTIONS.map((code) => ({ code })) },
    { kind: 'date', param: 'date', values: [{ prefix: 'ge', from: since, to: since }] },
  ])
  return events.flatMap((event) => writeOf(event) ?? [])
}

const ACTIONS = ['C', 'U', 'D'] as const

function writeOf(event: AuditEvent): RecordedWrite | undefined {
  const action = ACTIONS.find((known) => known === event.action)
  const versioned = (event.entity ?? []).flatMap(({ what }) => what?.reference ?? []).find(isTask)
  const reference = literalOf(versioned)
  if (event.outcome !== '0' || action === undefined || versioned === undefined || reference === undefined)
    return undefined
  const reason = event.purposeOfEvent?.[0]?.text
  return { reference, versioned, at: event.recorded, action, by: writerOf(event), ...(reason ? { reason } : {}) }
}

function isTask(reference: string): boolean {
  return reference.startsWith('Task/')
}

function writerOf({ agent: [first] }: AuditEvent): string {
  return literalOf(first?.who) ?? first?.altId ?? ''
}
