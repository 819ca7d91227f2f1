import type { AuditEventEntity } from '@medplum/fhirtypes'
import { AUDIT_SYSTEMS, type AuditPattern } from './audit-codes.ts'
import type { AuditRow } from './audit-row.ts'

const { balpEntityType, entityRole, entityType } = AUDIT_SYSTEMS

const SYSTEM_OBJECT = { type: { system: entityType, code: '2', display: 'System Object' } }

const ROLES = {
  data: { role: { system: entityRole, code: '4', display: 'Domain Resource' } },
  job: { role: { system: entityRole, code: '20', display: 'Job' } },
  query: { role: { system: entityRole, code: '24', display: 'Query' } },
  security: { role: { system: entityRole, code: '13', display: 'Security Resource' } },
} as const

/** What was done to (a resource, a search, a token), the patient concerned, and the request by its id. */
export function entitiesOf(row: AuditRow, pattern: AuditPattern): AuditEventEntity[] {
  const subject = pattern === 'query' ? queryOf(row) : pattern === 'security' ? tokenOf(row) : dataOf(row)
  return [
    ...(subject ? [subject] : []),
    ...(row.patient === null ? [] : [patientOf(row.patient)]),
    ...(row.request === '' ? [] : [requestOf(row.request)]),
  ]
}

function queryOf(row: AuditRow): AuditEventEntity {
  return { ...SYSTEM_OBJECT, ...ROLES.query, query: encoded(row) }
}

/** A type without an id is the entity's name; where there is a query, R4 allows no name beside it (sev-1). */
function dataOf(row: AuditRow): AuditEventEntity | undefined {
  const { interaction, type, id, query } = row
  if (type === null && id === null && query === null) return undefined
  return {
    ...SYSTEM_OBJECT,
    ...(interaction.startsWith('job-') ? ROLES.job : ROLES.data),
    ...whatOf(row),
    ...(id === null && query === null && type !== null ? { name: type } : {}),
    ...(query === null ? {} : { query: encoded(row) }),
  }
}

function whatOf({ type, id, version }: AuditRow): Pick<AuditEventEntity, 'what'> {
  if (id === null) return {}
  if (type === null) return { what: { identifier: { value: id } } }
  return { what: { reference: version === null ? `${type}/${id}` : `${type}/${id}/_history/${version}` } }
}

/** The request below the FHIR base, as it came: `Observation?code=8480-6`. */
function encoded({ type, id, query }: AuditRow): string {
  const path = [type, id].filter((part) => part !== null).join('/')
  const text = query === null ? path : `${path}?${query}`
  return Buffer.from(text === '' ? '?' : text).toString('base64')
}

/** Of a token its id; of what happened, what else is known. */
function tokenOf({ id, query }: AuditRow): AuditEventEntity | undefined {
  if (id === null && query === null) return undefined
  const details = [...new URLSearchParams(query ?? '')].filter(([, value]) => value !== '')
  return {
    ...SYSTEM_OBJECT,
    ...ROLES.security,
    ...(id === null ? {} : { what: { identifier: { value: id } } }),
    ...(details.length === 0 ? {} : { detail: details.map(([type, valueString]) => ({ type, valueString })) }),
  }
}

function patientOf(patient: string): AuditEventEntity {
  return {
    type: { system: entityType, code: '1', display: 'Person' },
    role: { system: entityRole, code: '1', display: 'Patient' },
    what: { reference: `Patient/${patient}` },
  }
}

function requestOf(request: string): AuditEventEntity {
  return { type: { system: balpEntityType, code: 'XrequestId' }, what: { identifier: { value: request } } }
}
