import type { SearchParameter } from '#definitions/search-parameter.ts'
import { dateRangeOf } from './date.ts'
import type { IndexSink } from './index-sink.ts'
import { elementsAt } from './elements-at.ts'
import { isObject, text, type JsonObject } from './json.ts'
import { searchKey } from './key.ts'
import { quantitiesOf } from './quantity.ts'
import { normalized, stringsOf } from './string.ts'
import { tokensOf, type Token } from './token.ts'

type Component = NonNullable<SearchParameter['components']>[number]

interface Found {
  readonly value: unknown
  readonly datatype: string
}

/** A composite of two parts whose first is a code: the only kind that R4 has besides those of MolecularSequence. */
export function supportsComposite(parameter: SearchParameter): boolean {
  return parameter.components?.length === 2
}

/**
 * Indexes one element of a composite parameter. Both parts must be of the same element: two codes become one key; a code
 * with a quantity, date or string becomes a row of the value that carries the code.
 */
export function indexComposite(sink: IndexSink, parameter: SearchParameter, element: unknown): void {
  const [first, second] = parameter.components ?? []
  if (!first || !second || !supportsComposite(parameter) || !isObject(element)) return
  const codes = values(element, first).flatMap(({ value, datatype }) => formsOf(value, datatype))
  for (const code of codes) for (const found of values(element, second)) indexPair(sink, parameter.number, code, found)
}

/** The two hashes under which a row of a composite carries its code. */
export function compositeCode(param: number, system: string, code: string) {
  return { code: searchKey(param, 'c', code), codeSystem: searchKey(param, 'y', system) }
}

/** The text of the key of two codes together, each in its form. */
export function pairText(first: string, second: string): string {
  return `${first}$${second}`
}

function indexPair(sink: IndexSink, param: number, token: Token, { value, datatype }: Found): void {
  const code = compositeCode(param, token.system, token.code)
  const range = DATES.has(datatype) ? dateRangeOf(value, datatype) : undefined
  if (range) {
    const { from, to } = range
    sink.date({ param, ...code, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
  } else if (QUANTITIES.has(datatype))
    for (const quantity of quantitiesOf(value, datatype)) sink.quantity({ param, ...code, ...quantity })
  else if (datatype === 'string')
    for (const string of stringsOf(value, datatype)) sink.string({ param, ...code, value: normalized(string) })
  else for (const second of formsOf(value, datatype)) indexTwoTokens(sink, param, token, second)
}

const DATES = new Set(['date', 'dateTime', 'instant', 'Period', 'Timing'])
const QUANTITIES = new Set(['Quantity', 'Range', 'SampledData', 'Money', 'Age', 'Duration', 'decimal', 'integer'])

function indexTwoTokens(sink: IndexSink, param: number, first: Token, second: Token): void {
  for (const one of [first.code, `${first.system}|${first.code}`])
    for (const other of [second.code, `${second.system}|${second.code}`]) sink.key(param, 's', pairText(one, other))
}

/** A reference in a composite is compared like a code: `Type/id`. */
function formsOf(value: unknown, datatype: string): readonly Token[] {
  if (datatype !== 'Reference') return tokensOf(value, datatype).filter(({ code }) => code !== '')
  const reference = isObject(value) ? text(value, 'reference') : undefined
  return reference ? [{ system: '', code: reference }] : []
}

function values(element: JsonObject, component: Component): readonly Found[] {
  return component.paths.flatMap((path) =>
    elementsAt(element, path).map((value) => ({ value, datatype: path.datatype })),
  )
}
