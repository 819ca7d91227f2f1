import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion } from '#ports/search.ts'
import { fault, overLimit } from '../fault.ts'
import { parseCriterionValue } from './criterion-value.ts'
import { findParameter, requireType, type NoCriterion, type SearchContext } from './search-context.ts'

/**
 * Reads one `name=value` of a search on a type.
 * @throws FhirError 400 when the parameter is known but its modifier or value is not what it takes
 */
export function parseCriterion(
  context: SearchContext,
  type: string,
  name: string,
  value: string,
): Criterion | NoCriterion {
  if (value === '') return 'empty'
  return parseHop({ context, name, value, hops: context.limits.chainDepth }, type, name)
}

interface Whole {
  readonly context: SearchContext
  /** The parameter as it came, for errors. */
  readonly name: string
  readonly value: string
  /** Hops that may still follow. */
  readonly hops: number
}

function parseHop(whole: Whole, type: string, name: string): Criterion | NoCriterion {
  if (whole.hops < 0) throw tooDeep(whole)
  if (name.startsWith('_has:')) return parseHas({ ...whole, hops: whole.hops - 1 }, type, name)
  const dot = name.indexOf('.')
  if (dot >= 0) return parseChain({ ...whole, hops: whole.hops - 1 }, type, [name.slice(0, dot), name.slice(dot + 1)])
  const [code, modifier] = splitModifier(name)
  const parameter = findParameter(type, code)
  return parameter ? parseCriterionValue(whole.context, parameter, modifier, whole.value) : 'unknown'
}

/** `_has:Condition:patient:code`, also `_has:A:b:_has:C:d:e`. */
function parseHas(whole: Whole, type: string, name: string): Criterion | NoCriterion {
  const [, source = '', param = '', ...rest] = name.split(':')
  if (rest.length === 0 || rest[0] === '')
    throw fault(400, 'value', `${whole.name}: expected _has:Type:reference-parameter:parameter.`)
  requireSearchable(source, whole.name)
  const link = findParameter(source, param)
  if (!link) return 'unknown'
  requireReference(link, whole.name)
  requireLiteral(link, whole.name)
  if (link.targets && type !== 'Resource' && !link.targets.includes(type))
    throw fault(400, 'value', `${whole.name}: ${source}.${param} does not lead to a ${type}.`)
  const where = parseHop(whole, source, rest.join(':'))
  return typeof where === 'string' ? where : { kind: 'has', source, param, where }
}

/** `patient.name`, `subject:Patient.name`, `encounter.service-provider.name`. */
function parseChain(whole: Whole, type: string, [link, rest]: readonly [string, string]): Criterion | NoCriterion {
  const [code, named] = splitModifier(link)
  const parameter = findParameter(type, code)
  if (!parameter) return 'unknown'
  requireReference(parameter, whole.name)
  const allowed = named === undefined ? parameter.targets : [requireSearchable(named, whole.name)]
  if (!allowed)
    throw fault(400, 'value', `${whole.name}: ${code} leads to any type; say which, as in ${code}:Patient.${rest}.`)
  if (named !== undefined && parameter.targets?.includes(named) === false)
    throw fault(400, 'value', `${whole.name}: ${type}.${code} does not lead to a ${named}.`)
  return chainTo(whole, { param: parameter.code, targets: allowed, rest })
}

/** The targets that have the rest of the chain. All of them must read it alike: they are asked the same. */
function chainTo(
  whole: Whole,
  { param, targets, rest }: { param: string; targets: readonly string[]; rest: string },
): Criterion | NoCriterion {
  const readings = targets
    .map((target) => ({ target, where: parseHop(whole, target, rest) }))
    .filter((reading): reading is { target: string; where: Criterion } => typeof reading.where !== 'string')
  const [first] = readings
  if (first === undefined) return 'unknown'
  const text = JSON.stringify(first.where)
  if (readings.some(({ where }) => JSON.stringify(where) !== text)) throw ambiguous(whole, param, rest, readings)
  return { kind: 'chain', param, targets: readings.map(({ target }) => target), where: first.where }
}

function ambiguous(
  { name }: Whole,
  param: string,
  rest: string,
  readings: readonly { readonly target: string; readonly where: Criterion }[],
): Error {
  const forms = readings.map(({ target }) => `${param}:${target}.${rest}`).join(' or ')
  return fault(400, 'value', `${name} means different things where ${param} may lead to; say which: ${forms}.`)
}

function tooDeep({ context: { limits }, name }: Whole): Error {
  return overLimit('MAX_CHAIN_DEPTH', 400, `${name} goes through more than ${limits.chainDepth} resources.`)
}

function requireReference({ kind, type, code }: SearchParameter, name: string): void {
  if (kind !== 'reference')
    throw fault(400, 'value', `${name}: ${type}.${code} is no reference, nothing can be chained to it.`)
}

/** A chain goes along canonical URLs as along references; back goes only what names a type and an id. */
function requireLiteral({ type, code, paths }: SearchParameter, name: string): void {
  if (!paths.some(({ datatype }) => datatype === 'Reference'))
    throw fault(400, 'not-supported', `${name}: ${type}.${code} leads by canonical URL; _has does not follow those.`)
}

/** A type that a search can go through. */
function requireSearchable(type: string, name: string): string {
  if (requireType(type, name) !== 'AuditEvent') return type
  throw fault(
    400,
    'not-supported',
    `${name}: AuditEvents are searched by themselves, not from or through other resources.`,
  )
}

function splitModifier(name: string): readonly [code: string, modifier: string | undefined] {
  const colon = name.indexOf(':')
  return colon < 0 ? [name, undefined] : [name.slice(0, colon), name.slice(colon + 1)]
}
