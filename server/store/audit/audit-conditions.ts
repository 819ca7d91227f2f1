import { SearchNotSupported, type Criterion } from '#ports/search.ts'
import { allOf, anyOf } from '../search/scope.ts'
import { dateTest } from '../search/range.ts'
import type { SqlValues } from '../search/sql-values.ts'
import { parseAuditEventId } from './audit-event.ts'
import { AUDIT_TOKENS, HAS_DATA, HAS_SUBJECT } from './audit-tokens.ts'

type Of<Kind extends Criterion['kind']> = Extract<Criterion, { kind: Kind }>

/**
 * What a criterion asks of a row of the trail: the AuditEvent made of it (`auditEventOf`) has such a value.
 * @param base the FHIR base as clients see it, which is the server's address in every AuditEvent
 * @throws SearchNotSupported
 */
export function auditCondition(values: SqlValues, criterion: Criterion, base?: string): string {
  if (criterion.kind === 'id') return anyOf(criterion.values.map((id) => idTest(values, id)))
  if (criterion.kind === 'date') return dateCondition(values, criterion)
  if (criterion.kind === 'token') return tokenCondition(values, criterion)
  if (criterion.kind === 'reference') return referenceCondition(values, criterion)
  if (criterion.kind === 'string') return textCondition(values, criterion, base)
  if (criterion.kind === 'missing') return missingCondition(criterion, base)
  throw unsupported(criterion.kind === 'has' ? `_has:${criterion.source}` : criterion.param)
}

function idTest(values: SqlValues, id: string): string {
  const name = parseAuditEventId(id)
  if (!name) return 'false'
  return `(process = ${values.bind(name.process, 'bigint')} and seq = ${values.bind(name.seq, 'bigint')})`
}

function dateCondition(values: SqlValues, { param, values: dates }: Of<'date'>): string {
  if (param !== 'date' && param !== '_lastUpdated') throw unsupported(param)
  return anyOf(
    dates.map(({ prefix, from, to }) =>
      dateTest(prefix, 'at', '(at + 1)', {
        from: () => values.bind(from, 'bigint'),
        to: () => values.bind(to, 'bigint'),
      }),
    ),
  )
}

function tokenCondition(values: SqlValues, { param, modifier, values: tokens }: Of<'token'>): string {
  const test = AUDIT_TOKENS[param]
  if (!test || (modifier !== undefined && modifier !== 'not'))
    throw unsupported(modifier ? `${param}:${modifier}` : param)
  const found = anyOf(tokens.map((token) => test(values, token)))
  return modifier === 'not' ? `not ${found}` : found
}

type ReferenceTest = (values: SqlValues, type: string | undefined, id: string) => string

const REFERENCES: Readonly<Record<string, ReferenceTest>> = {
  agent: agentTest,
  entity: (values, type, id) => {
    const data = allOf([HAS_REFERENCE, `id = ${values.bind(id, 'text')}`, ...typeTest(values, type)])
    return isPatient(type) ? anyOf([data, patientTest(values, id)]) : data
  },
  /** R4's own expression: the patient is an entity, or acts. */
  patient: (values, type, id) =>
    isPatient(type) ? anyOf([patientTest(values, id), agentTest(values, 'Patient', id)]) : 'false',
}

function referenceCondition(values: SqlValues, { param, modifier, values: references }: Of<'reference'>): string {
  const test = REFERENCES[param]
  if (!test || modifier !== undefined) throw unsupported(modifier ? `${param}:${modifier}` : param)
  return anyOf(references.map(({ type, id = '' }) => test(values, type, id)))
}

function agentTest(values: SqlValues, type: string | undefined, id: string): string {
  if (type !== undefined) return `coalesce(agent = ${values.bind(`${type}/${id}`, 'text')}, false)`
  const users = ['Practitioner', 'Patient', 'Device'].map((kind) => values.bind(`${kind}/${id}`, 'text'))
  return `coalesce(agent in (${users.join(', ')}), false)`
}

function typeTest(values: SqlValues, type: string | undefined): readonly string[] {
  return type === undefined ? [] : [`type = ${values.bind(type, 'text')}`]
}

function isPatient(type: string | undefined): boolean {
  return type === undefined || type === 'Patient'
}

function patientTest(values: SqlValues, id: string): string {
  return `patient = ${values.bind(id, 'text')}`
}

/** Whether an entry has an entity with a reference to what was done to. */
const HAS_REFERENCE = `(${HAS_DATA} and type is not null and id is not null)`

/** A type stands as a name where neither an id nor a query stands beside it. */
const ENTITY_NAME = `case when ${HAS_DATA} and id is null and query is null then lower(type) end`

function textCondition(values: SqlValues, { param, values: texts }: Of<'string'>, base = ''): string {
  const text = param === 'address' ? 'lower(address)' : param === 'entity-name' ? ENTITY_NAME : undefined
  if (text === undefined) throw unsupported(param)
  return anyOf(
    texts.map((given) => {
      const start = given.toLowerCase()
      if (param === 'address' && base.toLowerCase().startsWith(start)) return 'true'
      return `coalesce(starts_with(${text}, ${values.bind(start, 'text')}), false)`
    }),
  )
}

/** What not every entry has. */
const PRESENT: Readonly<Record<string, string>> = {
  address: 'address is not null',
  agent: 'agent is not null',
  entity: `(${HAS_REFERENCE} or patient is not null)`,
  'entity-name': `(${ENTITY_NAME}) is not null`,
  'entity-role': `(${HAS_SUBJECT} or patient is not null)`,
  patient: `(patient is not null or coalesce(agent like 'Patient/%', false))`,
}

function missingCondition({ param, missing }: Of<'missing'>, base: string | undefined): string {
  const always = param === 'address' && base !== undefined
  const present = always ? 'true' : (PRESENT[param] ?? 'true')
  return missing ? `not ${present}` : present
}

function unsupported(param: string): SearchNotSupported {
  return new SearchNotSupported(
    `AuditEvents are searched by _id, _lastUpdated, action, address, agent, agent-role, altid, date, entity, entity-name, entity-role, entity-type, outcome, patient, subtype and type, not by ${param}.`,
  )
}
