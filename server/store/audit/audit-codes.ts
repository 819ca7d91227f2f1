import type { Coding } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { SECURITY_EVENTS, type SecurityEvent } from '#ports/security-entry.ts'
import type { AuditRow } from './audit-row.ts'

/** What an entry is by IHE's Basic Audit Log Patterns (BALP); `other` is an interaction for which they have none. */
export type AuditPattern = 'create' | 'read' | 'update' | 'delete' | 'query' | 'security' | 'other'

const BALP = 'https://profiles.ihe.net/ITI/BALP'

/** Systems of the codes in AuditEvents. `dicom` is written as R4 and BALP write it. */
export const AUDIT_SYSTEMS = {
  action: 'http://hl7.org/fhir/audit-event-action',
  balpEntityType: `${BALP}/CodeSystem/BasicAuditEntityType`,
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  entityRole: 'http://terminology.hl7.org/CodeSystem/object-role',
  entityType: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  ihe: 'urn:ihe:event-type-code',
  interaction: 'http://hl7.org/fhir/restful-interaction',
  operation: codeSystem('ccm-operation'),
  other: codeSystem('ccm-interaction'),
  outcome: 'http://hl7.org/fhir/audit-event-outcome',
  participant: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  role: codeSystem('ccm-role'),
  sourceType: 'http://terminology.hl7.org/CodeSystem/security-source-type',
  type: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
} as const

/** The profile that an entry of a pattern conforms to, if it succeeded. */
export function balpProfile(pattern: Exclude<AuditPattern, 'security' | 'other'>, ofPatient: boolean): string {
  const name = `${pattern.charAt(0).toUpperCase()}${pattern.slice(1)}`
  return `${BALP}/StructureDefinition/IHE.BasicAudit.${ofPatient ? 'Patient' : ''}${name}`
}

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

/** What `AuditEvent.type` can be. */
export const AUDIT_TYPES = {
  rest: { system: AUDIT_SYSTEMS.type, code: 'rest', display: 'RESTful Operation' },
  authentication: { system: AUDIT_SYSTEMS.dicom, code: '110114', display: 'User Authentication' },
  alert: { system: AUDIT_SYSTEMS.dicom, code: '110113', display: 'Security Alert' },
} as const satisfies Readonly<Record<string, Coding>>

const GET_ACCESS_TOKEN: Coding = { system: AUDIT_SYSTEMS.ihe, code: 'ITI-71', display: 'Get Access Token' }

/** What happens to somebody's access in AuditEvent's codes: a type, and a subtype beside our own where there is one. */
export const SECURITY_CODES: Readonly<
  Record<SecurityEvent, { readonly type: 'authentication' | 'alert'; readonly subtype?: Coding }>
> = {
  login: { type: 'authentication', subtype: { system: AUDIT_SYSTEMS.dicom, code: '110122', display: 'Login' } },
  logout: { type: 'authentication', subtype: { system: AUDIT_SYSTEMS.dicom, code: '110123', display: 'Logout' } },
  launch: { type: 'authentication' },
  'token-issued': { type: 'authentication', subtype: GET_ACCESS_TOKEN },
  'token-refused': { type: 'authentication', subtype: GET_ACCESS_TOKEN },
  'token-revoked': { type: 'authentication' },
  'token-exchange': { type: 'authentication', subtype: GET_ACCESS_TOKEN },
  'client-refused': {
    type: 'alert',
    subtype: { system: AUDIT_SYSTEMS.dicom, code: '110126', display: 'Node Authentication' },
  },
  'access-refused': { type: 'alert' },
  'rate-limited': { type: 'alert' },
}

/** What happens to somebody's access; undefined for what is done with it. */
export function securityEventOf({ action, interaction }: Pick<AuditRow, 'action' | 'interaction'>) {
  return action === 'E' ? SECURITY_EVENTS.find((event) => event === interaction) : undefined
}

const CHANGES: Readonly<Record<string, 'create' | 'update' | 'delete'>> = { C: 'create', U: 'update', D: 'delete' }

/** The pattern of an entry: what was done to a resource counts, not by which way. */
export function patternOf(row: Pick<AuditRow, 'action' | 'interaction'>): AuditPattern {
  const { action, interaction } = row
  const change = CHANGES[action]
  if (change) return change
  if (securityEventOf(row)) return 'security'
  if (action === 'E') return interaction.startsWith('search') ? 'query' : 'other'
  return interaction === 'read' || interaction === 'vread' ? 'read' : 'other'
}

/**
 * What was done, and how it came: an entry of a transaction that created something is `create` and `transaction`, one of
 * an operation `create`, `operation` and its name.
 */
export function subtypesOf(row: Pick<AuditRow, 'action' | 'interaction'>): readonly Coding[] {
  const { action, interaction } = row
  const event = securityEventOf(row)
  if (event) {
    const { subtype } = SECURITY_CODES[event]
    return [...(subtype ? [subtype] : []), { system: AUDIT_SYSTEMS.other, code: event }]
  }
  const change = interaction === 'patch' ? undefined : CHANGES[action]
  const codes = [change, interaction.startsWith('$') ? 'operation' : undefined, interaction]
  return [...new Set(codes)].flatMap((code) => (code === undefined ? [] : [{ system: systemOf(code), code }]))
}

function systemOf(code: string): string {
  if (code.startsWith('$')) return AUDIT_SYSTEMS.operation
  return REST_INTERACTIONS.includes(code) ? AUDIT_SYSTEMS.interaction : AUDIT_SYSTEMS.other
}
