import type { SearchParameter } from '#definitions/search-parameter.ts'
import { SearchNotSupported, type Criterion, type TokenValue } from '#ports/search.ts'
import { searchKey } from '../index/key.ts'
import { normalized } from '../index/string.ts'
import { contactText, hasSystem, textTerm } from '../index/token.ts'
import type { KeyCondition } from './keys.ts'
import type { Scope } from './scope.ts'
import { termsFrom } from './terms.ts'

type TokenCriterion = Extract<Criterion, { kind: 'token' }>

/** The condition that a token criterion is, before its negation. https://hl7.org/fhir/R4/search.html#token */
export function tokenCondition(scope: Scope, parameter: SearchParameter, criterion: TokenCriterion): KeyCondition {
  const { modifier, values } = criterion
  if (modifier === 'text') return textCondition(scope, parameter, values)
  if (modifier === 'of-type') return { keys: values.map((value) => ofTypeKey(parameter, value)) }
  const systems = values.filter((value) => value.code === undefined && mayHave(parameter, value))
  const keys = values.flatMap((value) => (value.code === undefined ? [] : (tokenKey(parameter, value) ?? [])))
  if (systems.length === 0 || ofIdentifiers(parameter))
    return { keys: [...keys, ...systems.flatMap((value) => systemKey(parameter, value) ?? [])] }
  const beginnings = systems.map(({ system = '', beginning = '' }) => `${system}|${beginning}`)
  const named = keys.length > 0 ? [`select unnest(${scope.values.bind(scope.keys.mixAll(keys), 'bigint[]')})`] : []
  return { keys: [], among: [...named, termsFrom(scope, parameter.number, beginnings)].join(' union all ') }
}

/** Identifiers have a key of their system; no value set means them by a beginning. */
function systemKey({ number }: SearchParameter, { system = '', beginning }: TokenValue): string | undefined {
  return beginning === undefined ? searchKey(number, 'y', system) : undefined
}

/** Whether the criterion asks for rows that do not meet its condition. */
export function isNegative({ modifier }: TokenCriterion): boolean {
  return modifier === 'not' || modifier === 'not-in'
}

/** Few resources share a value, as with identifiers: worth being looked up first. */
export function isSelective(parameter: SearchParameter): boolean {
  return ofIdentifiers(parameter) || parameter.paths.some(({ datatype }) => datatype === 'ContactPoint')
}

/** `code`, `system|code` or `|code` as the key under which values of the parameter lie, if there can be any. */
function tokenKey(parameter: SearchParameter, { system, code = '' }: TokenValue): string | undefined {
  const { number, paths } = parameter
  const isContact = paths.some(({ datatype }) => datatype === 'ContactPoint')
  const value = isContact ? contactText(code) : code
  if (system === undefined) return searchKey(number, 'c', value)
  if (paths.some(({ datatype }) => hasSystem(datatype)) || (isContact && system !== ''))
    return searchKey(number, 's', `${system}|${value}`)
  return isOfSystem(parameter, system) ? searchKey(number, 'c', value) : undefined
}

/** Whether values without a system may be of this one: codes are of the systems that their binding draws from. */
function isOfSystem({ paths }: SearchParameter, system: string): boolean {
  return system === '' || paths.some(({ systems }) => systems === undefined || systems.includes(system))
}

/** A system alone: of values that carry none it says nothing, unless it is another than theirs. */
function mayHave(parameter: SearchParameter, { system = '' }: TokenValue): boolean {
  if (parameter.paths.some(({ datatype }) => hasSystem(datatype))) return true
  if (!isOfSystem(parameter, system)) return false
  throw new SearchNotSupported(`Values of ${parameter.code} name no system: search for a code, not for ${system}|.`)
}

function ofTypeKey({ number }: SearchParameter, { system, code, value }: TokenValue): string {
  if (!code || !value) throw new SearchNotSupported('The modifier :of-type takes system|code|value, all three present.')
  return searchKey(number, 'o', `${system ?? ''}|${code}|${value}`)
}

function textCondition(scope: Scope, { number }: SearchParameter, values: readonly TokenValue[]): KeyCondition {
  const beginnings = values.map(({ value = '' }) => textTerm(normalized(value)))
  return { keys: [], among: termsFrom(scope, number, beginnings) }
}

function ofIdentifiers({ paths }: SearchParameter): boolean {
  return paths.every(({ datatype }) => datatype === 'Identifier')
}
