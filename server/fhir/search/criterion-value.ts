import { isResourceType } from '#definitions/resource-types.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Criterion, TokenValue } from '#ports/search.ts'
import { fault, overLimit } from '../fault.ts'
import { parseDateValue } from './date-value.ts'
import { splitUnescaped, unescape } from './escapes.ts'
import { modifiersOf } from './modifiers.ts'
import { parseNumberValue, parseQuantityValue } from './quantity-value.ts'
import { parseReferenceValue } from './reference-value.ts'
import type { NoCriterion, SearchContext } from './search-context.ts'
import { parseTokenValue, parseTypedIdentifier } from './token-value.ts'

/** One parameter with its modifier and its alternatives, still escaped. */
interface Asked {
  readonly context: SearchContext
  readonly parameter: SearchParameter
  readonly modifier: string | undefined
  readonly texts: readonly string[]
}

/**
 * Reads the value of a parameter that the type has.
 * @throws FhirError 400 for a modifier that it has not, or a value that is not of its kind
 */
export function parseCriterionValue(
  context: SearchContext,
  parameter: SearchParameter,
  modifier: string | undefined,
  value: string,
): Criterion | NoCriterion {
  const texts = splitUnescaped(value, ',').filter((text) => text !== '')
  if (texts.length === 0) return 'empty'
  if (texts.length > context.limits.searchValues)
    throw overLimit(
      'MAX_SEARCH_VALUES',
      400,
      `${parameter.code} lists more than ${context.limits.searchValues} values.`,
    )
  requireModifier(parameter, modifier)
  const asked: Asked = { context, parameter, modifier, texts }
  if (modifier === 'missing') return missing(asked)
  if (parameter.code === '_id') return ids(asked)
  return criterionOf(asked)
}

function criterionOf(asked: Asked): Criterion {
  switch (asked.parameter.kind) {
    case 'token':
      return token(asked)
    case 'reference':
      return reference(asked)
    case 'string':
      return { kind: 'string', ...named(asked, ['exact', 'contains']), values: asked.texts.map(unescape) }
    case 'uri':
      return { kind: 'uri', ...named(asked, ['above', 'below']), values: asked.texts.map(unescape) }
    case 'date':
      return date(asked)
    case 'number':
    case 'quantity':
      return quantity(asked)
    case 'composite':
      return composite(asked)
    case 'special':
      throw fault(400, 'not-supported', `Searching by ${asked.parameter.code} is not supported.`)
  }
}

function requireModifier(parameter: SearchParameter, modifier: string | undefined): void {
  if (modifier === undefined) return
  const known = modifiersOf(parameter)
  if (known.includes(modifier) || (known.includes('[type]') && isResourceType(modifier))) return
  const names = known.map((name) => `:${name}`).join(', ')
  throw fault(400, 'not-supported', `${parameter.code} has no modifier :${modifier}; it takes ${names || 'none'}.`)
}

function missing({ parameter, texts }: Asked): Criterion {
  const [text] = texts
  if (texts.length > 1 || (text !== 'true' && text !== 'false'))
    throw fault(400, 'value', `${parameter.code}:missing takes true or false.`)
  return { kind: 'missing', param: parameter.code, missing: text === 'true' }
}

function ids(asked: Asked): Criterion {
  // A value that can be no id matches nothing, as any other unknown id.
  return { kind: 'id', values: asked.texts.map(unescape) }
}

function token(asked: Asked): Criterion {
  const { context, texts, parameter } = asked
  const { param, modifier } = named(asked, ['not', 'text', 'of-type', 'in', 'not-in'])
  if (modifier === undefined || modifier === 'not') {
    const values = each(asked, parseTokenValue)
    return wholeSystem(asked, values) ?? { kind: 'token', param, ...asGiven(modifier), values }
  }
  if (modifier === 'text')
    return { kind: 'token', param, modifier, values: texts.map((text) => ({ value: unescape(text) })) }
  if (modifier === 'of-type') return { kind: 'token', param, modifier, values: each(asked, parseTypedIdentifier) }
  const values = texts.flatMap((text): readonly TokenValue[] => {
    const codes = context.expand(unescape(text))
    if (codes) return codes
    throw fault(400, 'not-found', `${parameter.code}:${modifier}: this server does not know the value set ${text}.`)
  })
  return wholeSystem(asked, values) ?? { kind: 'token', param, modifier, values }
}

/** All codes of the one system that an element's codes are of: whatever is there. */
function wholeSystem({ parameter, modifier }: Asked, values: readonly TokenValue[]): Criterion | undefined {
  const { paths, code, type } = parameter
  const system = paths[0]?.systems?.[0]
  const isOfOne = paths.every(({ systems }) => systems?.length === 1 && systems[0] === system)
  if (!isOfOne || type === 'AuditEvent') return undefined
  const isWhole = values.some((value) => value.system === system && value.code === undefined && !value.beginning)
  return isWhole ? { kind: 'missing', param: code, missing: modifier === 'not' || modifier === 'not-in' } : undefined
}

function reference(asked: Asked): Criterion {
  const { context, parameter, modifier } = asked
  const param = parameter.code
  if (modifier === 'identifier') {
    const values = each(asked, parseTokenValue).map((identifier) => ({ identifier }))
    return { kind: 'reference', param, modifier, values }
  }
  const types = modifier === undefined ? (parameter.targets ?? []) : [typeOfModifier(asked, modifier)]
  const values = each(asked, (text) => parseReferenceValue(unescape(text), context.base, types))
  if (modifier !== undefined && values.some((value) => value.type !== undefined && value.type !== modifier))
    throw fault(400, 'value', `${param}:${modifier} is given a reference to another type.`)
  return { kind: 'reference', param, values }
}

function typeOfModifier({ parameter }: Asked, modifier: string): string {
  if (parameter.targets?.includes(modifier) === false)
    throw fault(400, 'value', `${parameter.type}.${parameter.code} does not lead to a ${modifier}.`)
  return modifier
}

function date(asked: Asked): Criterion {
  const param = asked.parameter.code
  return { kind: 'date', param, values: each(asked, (text) => parseDateValue(unescape(text), asked.context.now)) }
}

function quantity(asked: Asked): Criterion {
  const param = asked.parameter.code
  const kind = asked.parameter.kind === 'number' ? 'number' : 'quantity'
  return { kind, param, values: each(asked, kind === 'number' ? parseNumberValue : parseQuantityValue) }
}

function composite(asked: Asked): Criterion {
  const param = asked.parameter.code
  const components = asked.parameter.components ?? []
  const values = asked.texts.map((text) => {
    const parts = splitUnescaped(text, '$')
    if (parts.length !== components.length || parts.includes(''))
      throw fault(400, 'value', `${param} takes ${components.map(({ code }) => code).join('$')}.`)
    return components.map(({ code, kind, paths }, at): Criterion => {
      const part: SearchParameter = { ...asked.parameter, code, kind, paths }
      return criterionOf({ ...asked, parameter: part, texts: [parts[at] ?? ''] })
    })
  })
  return { kind: 'composite', param, values }
}

function each<V>({ parameter, texts }: Asked, parse: (text: string) => V | undefined): V[] {
  return texts.map((text) => {
    const value = parse(text)
    if (value !== undefined) return value
    throw fault(400, 'value', `${parameter.code}: ${text} is no ${NAMES[parameter.kind]}.`)
  })
}

const NAMES: Readonly<Record<SearchParameter['kind'], string>> = {
  token: 'code, system|code, |code or system|',
  reference: 'id, Type/id or URL',
  string: 'text',
  uri: 'URI',
  date: 'date (2026, 2026-03, 2026-03-31 or 2026-03-31T10:00:00Z, after a prefix such as ge)',
  number: 'number',
  quantity: 'quantity (number, or number|system|code)',
  composite: 'composite value',
  special: 'value',
}

/** The parameter's name with its modifier, which is one that the parameter takes. */
function named<M extends string>(
  { parameter, modifier }: Asked,
  names: readonly M[],
): { readonly param: string; readonly modifier?: M } {
  const known = names.find((name) => name === modifier)
  return { param: parameter.code, ...(known === undefined ? {} : { modifier: known }) }
}

function asGiven(modifier: 'not' | undefined): { readonly modifier?: 'not' } {
  return modifier ? { modifier } : {}
}
