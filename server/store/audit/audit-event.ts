import type { AuditEvent } from '@medplum/fhirtypes'
import { agentsOf, SERVER_NAME } from './audit-agents.ts'
import {
  AUDIT_SYSTEMS,
  AUDIT_TYPES,
  balpProfile,
  patternOf,
  SECURITY_CODES,
  securityEventOf,
  subtypesOf,
  type AuditPattern,
} from './audit-codes.ts'
import { entitiesOf } from './audit-entities.ts'
import type { AuditRow } from './audit-row.ts'

/** The id of an entry: the process that made it, and its number there. */
export function auditEventId({ process, seq }: Pick<AuditRow, 'process' | 'seq'>): string {
  return `${process}-${seq}`
}

/** Reads an entry's id; undefined for what is none. */
export function parseAuditEventId(id: string): { readonly process: number; readonly seq: number } | undefined {
  const [, process, seq] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? []
  return process === undefined ? undefined : { process: Number(process), seq: Number(seq) }
}

/**
 * An entry of the trail as FHIR has it (https://hl7.org/fhir/R4/auditevent.html), by IHE's Basic Audit Log Patterns 1.1.4.
 * Rows are narrow: the shape is made here, when somebody reads one.
 * @param base the FHIR base as clients see it; without it no profile is claimed, for they want the server's address
 */
export function auditEventOf(row: AuditRow, base?: string): AuditEvent {
  const recorded = new Date(row.at).toISOString()
  const pattern = patternOf(row)
  const event = securityEventOf(row)
  const profile = profileOf(row, pattern, base)
  return {
    resourceType: 'AuditEvent',
    id: auditEventId(row),
    meta: { versionId: '1', lastUpdated: recorded, ...(profile === undefined ? {} : { profile: [profile] }) },
    type: AUDIT_TYPES[event ? SECURITY_CODES[event].type : 'rest'],
    subtype: [...subtypesOf(row)],
    action: row.action as NonNullable<AuditEvent['action']>,
    recorded,
    outcome: row.outcome as NonNullable<AuditEvent['outcome']>,
    ...(row.refusal === null ? {} : { outcomeDesc: row.refusal }),
    ...(row.reason === null ? {} : { purposeOfEvent: [{ text: row.reason }] }),
    agent: agentsOf(row, pattern, base),
    source: {
      ...(base === undefined ? {} : { site: new URL(base).host }),
      observer: { display: SERVER_NAME },
      type: [event ? SECURITY_SERVER : APPLICATION_SERVER],
    },
    ...entitiesIn(row, pattern),
  }
}

const APPLICATION_SERVER = { system: AUDIT_SYSTEMS.sourceType, code: '4', display: 'Application Server' }
const SECURITY_SERVER = { system: AUDIT_SYSTEMS.sourceType, code: '6', display: 'Security Server' }

/** FHIR has no empty lists. */
function entitiesIn(row: AuditRow, pattern: AuditPattern): Pick<AuditEvent, 'entity'> {
  const entity = entitiesOf(row, pattern)
  return entity.length === 0 ? {} : { entity }
}

/** The patterns are of what succeeded, and want the addresses of both sides, and of a change or read the resource. */
function profileOf(row: AuditRow, pattern: AuditPattern, base: string | undefined): string | undefined {
  const { outcome, address, type, id, patient } = row
  if (pattern === 'security' || pattern === 'other') return undefined
  if (base === undefined || outcome !== '0' || address === null) return undefined
  return pattern === 'query' || (type !== null && id !== null) ? balpProfile(pattern, patient !== null) : undefined
}
