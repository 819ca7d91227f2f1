import type { Coding } from '@medplum/fhirtypes'
import type { TokenValue } from '#ports/search.ts'
import { SECURITY_EVENTS } from '#ports/security-entry.ts'
import { allOf, anyOf } from '../search/scope.ts'
import type { SqlValues } from '../search/sql-values.ts'
import { AUDIT_SYSTEMS, AUDIT_TYPES, REST_INTERACTIONS, SECURITY_CODES } from './audit-codes.ts'

/** What a token asks of a row of the trail, in SQL that is true or false, never null. */
export type TokenTest = (values: SqlValues, token: TokenValue) => string

/** The same in SQL as `securityEventOf` and `patternOf` say of a row. */
const IS_SECURITY = isEvent(SECURITY_EVENTS)
const IS_QUERY = `(action = 'E' and interaction like 'search%')`

/** Whether an entry has an entity for a resource. */
export const HAS_DATA = `(not ${IS_SECURITY} and not ${IS_QUERY} and (type is not null or id is not null or query is not null))`

const HAS_TOKEN = `(${IS_SECURITY} and (id is not null or query is not null))`

/** Whether an entry has an entity for what was done to: a resource, a search, a token. */
export const HAS_SUBJECT = `(${HAS_DATA} or ${IS_QUERY} or ${HAS_TOKEN})`

const IS_JOB = `interaction like 'job-%'`

function isEvent(events: readonly string[]): string {
  return events.length === 0 ? 'false' : `(action = 'E' and ${isOneOf(events)})`
}

function isOneOf(interactions: readonly string[]): string {
  return `interaction in (${interactions.map((code) => `'${code}'`).join(', ')})`
}

/** A code that some rows have, and which: SQL without values. */
interface Held {
  readonly system: string
  readonly code: string
  readonly when: string
}

const held = ({ system = '', code = '' }: Coding, when: string): Held => ({ system, code, when })

/** A token that has one of a few codes. */
const oneOf =
  (codes: readonly Held[]): TokenTest =>
  (_values, token) =>
    anyOf(codes.filter((known) => isAsked(known, token)).map(({ when }) => when))

function isAsked(known: Pick<Held, 'system' | 'code'>, { system, code }: TokenValue): boolean {
  return (system === undefined || system === known.system) && (code === undefined || code === known.code)
}

/** A column that holds a code of one system. */
const codeOf =
  (column: string, columnSystem: string): TokenTest =>
  (values, { system = columnSystem, code }) =>
    allOf([
      String(system === columnSystem),
      ...(code === undefined ? [] : [`${column} = ${values.bind(code, 'text')}`]),
    ])

const { balpEntityType, entityRole, entityType } = AUDIT_SYSTEMS

const ofType = (type: 'authentication' | 'alert') =>
  isEvent(SECURITY_EVENTS.filter((event) => SECURITY_CODES[event].type === type))

const REST = isOneOf(REST_INTERACTIONS)

/** The subtypes that an entry has beside its interaction, as `subtypesOf` gives them. */
const BESIDE: readonly Held[] = [
  ...[
    ['create', `action = 'C' and interaction <> 'patch'`],
    ['update', `action = 'U' and interaction <> 'patch'`],
    ['delete', `action = 'D' and interaction <> 'patch'`],
    ['operation', `interaction like '$%'`],
  ].map(([code = '', when = '']) => held({ system: AUDIT_SYSTEMS.interaction, code }, `(${when})`)),
  ...SECURITY_EVENTS.flatMap((event) => {
    const { subtype } = SECURITY_CODES[event]
    return subtype ? [held(subtype, isEvent([event]))] : []
  }),
]

/** What holds for interactions that are codes of a system. */
const SUBTYPES: Readonly<Record<string, string>> = {
  [AUDIT_SYSTEMS.operation]: `interaction like '$%'`,
  [AUDIT_SYSTEMS.interaction]: REST,
  [AUDIT_SYSTEMS.other]: `not (interaction like '$%' or ${REST})`,
}

const subtype: TokenTest = (values, token) => {
  const { system, code } = token
  const itself = allOf([
    ...(system === undefined ? [] : [SUBTYPES[system] ?? 'false']),
    ...(code === undefined ? [] : [`interaction = ${values.bind(code, 'text')}`]),
  ])
  return anyOf([itself, oneOf(BESIDE)(values, token)])
}

/** Tests of the parameters of type token. */
export const AUDIT_TOKENS: Readonly<Record<string, TokenTest>> = {
  action: codeOf('action', AUDIT_SYSTEMS.action),
  'agent-role': codeOf('role', AUDIT_SYSTEMS.role),
  altid: codeOf('client', ''),
  'entity-role': oneOf([
    { system: entityRole, code: '1', when: 'patient is not null' },
    { system: entityRole, code: '4', when: `(${HAS_DATA} and not ${IS_JOB})` },
    { system: entityRole, code: '13', when: HAS_TOKEN },
    { system: entityRole, code: '20', when: `(${HAS_DATA} and ${IS_JOB})` },
    { system: entityRole, code: '24', when: IS_QUERY },
  ]),
  'entity-type': oneOf([
    { system: entityType, code: '1', when: 'patient is not null' },
    { system: entityType, code: '2', when: HAS_SUBJECT },
    { system: balpEntityType, code: 'XrequestId', when: `request <> ''` },
  ]),
  outcome: codeOf('outcome', AUDIT_SYSTEMS.outcome),
  subtype,
  type: oneOf([
    held(AUDIT_TYPES.rest, `not ${IS_SECURITY}`),
    held(AUDIT_TYPES.authentication, ofType('authentication')),
    held(AUDIT_TYPES.alert, ofType('alert')),
  ]),
}
