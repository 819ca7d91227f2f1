import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { AuditRow } from './audit-row.ts'

const EVENT_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-event-type'
const INTERACTION = 'http://hl7.org/fhir/restful-interaction'
const OBJECT_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role'
const SOURCE_TYPE = 'http://terminology.hl7.org/CodeSystem/security-source-type'

/** The rows that `AuditEvent.type` and `.subtype` are made of, for searches. */
export const AUDIT_TYPE = { system: EVENT_TYPE, code: 'rest' } as const
export const AUDIT_SUBTYPE_SYSTEMS = { interaction: INTERACTION, operation: codeSystem('ccm-operation') } as const

/** The id of an entry: the process that made it, and its number there. */
export function auditEventId({ process, seq }: Pick<AuditRow, 'process' | 'seq'>): string {
  return `${process}-${seq}`
}

/** Reads an entry's id; undefined for what is none. */
export function parseAuditEventId(id: string): { readonly process: number; readonly seq: number } | undefined {
  const [, process, seq] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? []
  return process === undefined ? undefined : { process: Number(process), seq: Number(seq) }
}

/** An entry of the trail as FHIR has it. https://hl7.org/fhir/R4/auditevent.html */
export function auditEventOf(row: AuditRow): AuditEvent {
  const recorded = new Date(row.at).toISOString()
  return {
    resourceType: 'AuditEvent',
    id: auditEventId(row),
    meta: { versionId: '1', lastUpdated: recorded },
    type: { ...AUDIT_TYPE, display: 'RESTful Operation' },
    subtype: [subtypeOf(row)],
    action: row.action as NonNullable<AuditEvent['action']>,
    recorded,
    outcome: row.outcome as NonNullable<AuditEvent['outcome']>,
    ...(row.refusal === null ? {} : { outcomeDesc: row.refusal }),
    ...(row.reason === null ? {} : { purposeOfEvent: [{ text: row.reason }] }),
    agent: [agentOf(row)],
    source: {
      observer: { display: 'CCM on FHIR' },
      type: [{ system: SOURCE_TYPE, code: '4', display: 'Application Server' }],
    },
    entity: entitiesOf(row),
  }
}

function subtypeOf({ interaction }: AuditRow): Coding {
  const system = interaction.startsWith('$') ? AUDIT_SUBTYPE_SYSTEMS.operation : AUDIT_SUBTYPE_SYSTEMS.interaction
  return { system, code: interaction }
}

function agentOf({ agent, role, client, address }: AuditRow): AuditEventAgent {
  return {
    role: [{ text: role }],
    ...(agent === null ? {} : { who: { reference: agent } }),
    altId: client,
    requestor: true,
    ...(address === null ? {} : { network: { address, type: '2' } }),
  }
}

function entitiesOf(row: AuditRow): AuditEventEntity[] {
  const { type, id, patient, query, request } = row
  const what = whatOf(row)
  const subject: AuditEventEntity = {
    type: { system: OBJECT_TYPE, code: '2', display: 'System Object' },
    ...(what === undefined ? {} : { what: { reference: what } }),
    ...(type === null || id !== null ? {} : { name: type }),
    ...(query === null ? {} : { query: Buffer.from(query).toString('base64') }),
    detail: [{ type: 'request', valueString: request }],
  }
  return patient === null || (type === 'Patient' && id === patient) ? [subject] : [subject, patientEntity(patient)]
}

function whatOf({ type, id, version }: AuditRow): string | undefined {
  if (type === null || id === null) return undefined
  return version === null ? `${type}/${id}` : `${type}/${id}/_history/${version}`
}

function patientEntity(patient: string): AuditEventEntity {
  return {
    type: { system: OBJECT_TYPE, code: '1', display: 'Person' },
    role: { system: OBJECT_ROLE, code: '1', display: 'Patient' },
    what: { reference: `Patient/${patient}` },
  }
}
