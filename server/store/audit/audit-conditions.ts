import { SearchNotSupported, type Criterion, type TokenValue } from '#ports/search.ts'
import { allOf, anyOf } from '../search/scope.ts'
import { dateTest } from '../search/range.ts'
import type { SqlValues } from '../search/sql-values.ts'
import {
  AUDIT_ENTITY_SYSTEMS,
  AUDIT_SUBTYPE_SYSTEMS,
  AUDIT_TYPE,
  parseAuditEventId,
  REST_INTERACTIONS,
} from './audit-event.ts'

type Of<Kind extends Criterion['kind']> = Extract<Criterion, { kind: Kind }>

/** What a criterion asks of a row of the trail. @throws SearchNotSupported */
export function auditCondition(values: SqlValues, criterion: Criterion): string {
  if (criterion.kind === 'id') return anyOf(criterion.values.map((id) => idTest(values, id)))
  if (criterion.kind === 'date') return dateCondition(values, criterion)
  if (criterion.kind === 'token') return tokenCondition(values, criterion)
  if (criterion.kind === 'reference') return referenceCondition(values, criterion)
  if (criterion.kind === 'string') return textCondition(values, criterion)
  if (criterion.kind === 'missing') return missingCondition(criterion)
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
  const test = TOKENS[param]
  if (!test || (modifier !== undefined && modifier !== 'not'))
    throw unsupported(modifier ? `${param}:${modifier}` : param)
  const found = anyOf(tokens.map((token) => test(values, token)))
  return modifier === 'not' ? `not ${found}` : found
}

type TokenTest = (values: SqlValues, token: TokenValue) => string

/** A column that holds a code of one system. */
const codeOf =
  (column: string): TokenTest =>
  (values, { system = CODES + column, code }) =>
    allOf([
      String(system === CODES + column),
      ...(code === undefined ? [] : [`${column} = ${values.bind(code, 'text')}`]),
    ])

const CODES = 'http://hl7.org/fhir/audit-event-'

/** Whether an entry has an entity for its patient beside what was done to; `true` and `false`, never null. */
const HAS_PATIENT = `(patient is not null and not (type is not distinct from 'Patient' and id is not distinct from patient))`

/** The entities have one code each: '2' what was done to, '1' the patient beside it. */
const entityCode =
  (systemName: string, codes: Readonly<Record<string, string>>): TokenTest =>
  (_values, { system = systemName, code }) =>
    system === systemName ? anyOf(code === undefined ? Object.values(codes) : [codes[code] ?? 'false']) : 'false'

const TOKENS: Readonly<Record<string, TokenTest>> = {
  action: codeOf('action'),
  altid: (values, { system = '', code }) =>
    allOf([String(system === ''), ...(code === undefined ? [] : [`client = ${values.bind(code, 'text')}`])]),
  'entity-role': entityCode(AUDIT_ENTITY_SYSTEMS.role, { '1': HAS_PATIENT }),
  'entity-type': entityCode(AUDIT_ENTITY_SYSTEMS.type, { '1': HAS_PATIENT, '2': 'true' }),
  outcome: codeOf('outcome'),
  type: (_values, { system, code }) =>
    String((system ?? AUDIT_TYPE.system) === AUDIT_TYPE.system && (code ?? AUDIT_TYPE.code) === AUDIT_TYPE.code),
  subtype: (values, { system, code }) =>
    allOf([
      ...(system === undefined ? [] : [SUBTYPES[system] ?? 'false']),
      ...(code === undefined ? [] : [`interaction = ${values.bind(code, 'text')}`]),
    ]),
}

const REST = `interaction in (${REST_INTERACTIONS.map((code) => `'${code}'`).join(', ')})`

/** What holds for the interactions that are codes of a system. */
const SUBTYPES: Readonly<Record<string, string>> = {
  [AUDIT_SUBTYPE_SYSTEMS.operation]: `interaction like '$%'`,
  [AUDIT_SUBTYPE_SYSTEMS.interaction]: REST,
  [AUDIT_SUBTYPE_SYSTEMS.other]: `not (interaction like '$%' or ${REST})`,
}

function referenceCondition(values: SqlValues, { param, modifier, values: references }: Of<'reference'>): string {
  if (modifier !== undefined) throw unsupported(`${param}:${modifier}`)
  return anyOf(
    references.map(({ type, id = '' }) => {
      if (param === 'agent') return agentTest(values, type, id)
      if (param === 'patient') return type === undefined || type === 'Patient' ? patientTest(values, id) : 'false'
      if (param !== 'entity') throw unsupported(param)
      const named = `(${type === undefined ? 'true' : `type = ${values.bind(type, 'text')}`} and id = ${values.bind(id, 'text')})`
      return type === undefined || type === 'Patient' ? `(${named} or ${patientTest(values, id)})` : named
    }),
  )
}

function agentTest(values: SqlValues, type: string | undefined, id: string): string {
  if (type !== undefined) return `agent = ${values.bind(`${type}/${id}`, 'text')}`
  return `agent in (${['Practitioner', 'Patient', 'Device'].map((kind) => values.bind(`${kind}/${id}`, 'text')).join(', ')})`
}

function patientTest(values: SqlValues, id: string): string {
  return `patient = ${values.bind(id, 'text')}`
}

const TEXTS: Readonly<Record<string, string>> = {
  address: 'address',
  'entity-name': `case when id is null and query is null then lower(type) end`,
}

function textCondition(values: SqlValues, { param, values: texts }: Of<'string'>): string {
  const text = TEXTS[param]
  if (text === undefined) throw unsupported(param)
  return anyOf(
    texts.map((start) => `coalesce(starts_with(${text}, ${values.bind(start.toLowerCase(), 'text')}), false)`),
  )
}

/** What not every entry has. */
const PRESENT: Readonly<Record<string, string>> = {
  address: 'address is not null',
  agent: 'agent is not null',
  entity: '(id is not null or patient is not null)',
  'entity-name': `(${TEXTS['entity-name'] ?? ''}) is not null`,
  'entity-role': HAS_PATIENT,
  patient: 'patient is not null',
}

function missingCondition({ param, missing }: Of<'missing'>): string {
  const present = PRESENT[param] ?? 'true'
  return missing ? `not ${present}` : present
}

function unsupported(param: string): SearchNotSupported {
  return new SearchNotSupported(
    `AuditEvents are searched by _id, _lastUpdated, action, address, agent, altid, date, entity, entity-name, entity-role, entity-type, outcome, patient, subtype and type, not by ${param}.`,
  )
}
