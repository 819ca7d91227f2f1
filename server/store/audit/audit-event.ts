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
export const AUDIT_SUBTYPE_SYSTEMS = {
  interaction: INTERACTION,
  operation: codeSystem('ccm-operation'),
  other: codeSystem('ccm-interaction'),
} as const

/** The systems of the entities' types and roles. */
export const AUDIT_ENTITY_SYSTEMS = { type: OBJECT_TYPE, role: OBJECT_ROLE } as const

/** The codes of R4's restful-interaction: what else happens has a code of ours. */
export const REST_INTERACTIONS: readonly string[] = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history',
  'history-instance',
  'history-type',
  'history-system',
  'create',
  'search',
  'search-type',
  'search-system',
  'capabilities',
  'transaction',
  'batch',
  'operation',
]

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
  return { system: AUDIT_SUBTYPE_SYSTEMS[kindOf(interaction)], code: interaction }
}

function kindOf(interaction: string): keyof typeof AUDIT_SUBTYPE_SYSTEMS {
  if (interaction.startsWith('$')) return 'operation'
  return REST_INTERACTIONS.includes(interaction) ? 'interaction' : 'other'
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
  const { type, id, patient } = row
  const subject: AuditEventEntity = {
    type: { system: OBJECT_TYPE, code: '2', display: 'System Object' },
    ...subjectOf(row),
  }
  return patient === null || (type === 'Patient' && id === patient) ? [subject] : [subject, patientEntity(patient)]
}

/** A type without an id is the entity's name; where there is a query, R4 allows no name beside it (sev-1). */
function subjectOf({ type, id, version, query, request }: AuditRow): AuditEventEntity {
  const named = id === null ? (type ?? '') : ''
  const encoded = query === null ? {} : { query: Buffer.from(query).toString('base64') }
  return {
    ...(type === null || id === null ? {} : { what: { reference: whatOf({ type, id, version }) } }),
    ...(named === '' || query !== null ? {} : { name: named }),
    ...encoded,
    ...detailOf({ request, 'resource-type': query === null ? '' : named }),
  }
}

/** What is empty is left out: FHIR has no empty strings and lists. */
function detailOf(words: Readonly<Record<string, string>>): Pick<AuditEventEntity, 'detail'> {
  const said = Object.entries(words).filter(([, word]) => word !== '')
  return said.length === 0 ? {} : { detail: said.map(([type, valueString]) => ({ type, valueString })) }
}

function whatOf({ type, id, version }: { type: string; id: string; version: number | null }): string {
  return version === null ? `${type}/${id}` : `${type}/${id}/_history/${version}`
}

function patientEntity(patient: string): AuditEventEntity {
  return {
    type: { system: OBJECT_TYPE, code: '1', display: 'Person' },
    role: { system: OBJECT_ROLE, code: '1', display: 'Patient' },
    what: { reference: `Patient/${patient}` },
  }
}
