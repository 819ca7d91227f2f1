import type { Criterion, SearchQuery, SortKey } from '#ports/search.ts'
import { fault, overLimit } from '../fault.ts'
import type { Preferences } from '../preferences.ts'
import { parseInclude } from './parse-include.ts'
import { parseCriterion } from './parse-criterion.ts'
import { valueOf, type Pair } from './query-string.ts'
import { findParameter, requireType, type SearchContext } from './search-context.ts'
import { parseShape, SHAPE_PARAMETERS, type Shape } from './shape.ts'

/** A search as it was understood. */
export interface ParsedSearch {
  readonly query: SearchQuery
  /** What is shown of each resource. */
  readonly shape: Shape
  /** The parameters that count, as they came: what the `self` link repeats. */
  readonly accepted: readonly Pair[]
  /** The others, each with a word on why it does not: reported to the client. */
  readonly ignored: readonly string[]
}

/** Our own parameter of the `next` link. */
export const CURSOR = '_cursor'

/** They say how to answer, not what to find, and are not worth repeating. */
const SILENT = new Set(['_format', '_pretty', CURSOR])

/** Read once, each by its own reader below. */
const CONTROLS = new Set(['_count', '_total', '_sort', '_type', ...SHAPE_PARAMETERS])

type Total = SearchQuery['total']
const TOTALS: readonly Total[] = ['none', 'estimate', 'accurate']

/**
 * Reads the parameters of a search on a type, or on the whole system (type `Resource`, with `_type`).
 * @throws FhirError 400 for values that are not of their parameter's kind, for more than the limits allow, and, under
 * `Prefer: handling=strict`, for parameters that the type does not have
 */
export function parseSearch(
  context: SearchContext,
  type: string,
  pairs: readonly Pair[],
  handling: Preferences['handling'],
): ParsedSearch {
  requireFew(context, pairs)
  const reading = readPairs(context, type, pairs)
  if (handling === 'strict' && reading.ignored.length > 0) throw unknownParameters(reading.ignored)
  const shape = parseShape(pairs)
  const cursor = valueOf(pairs, CURSOR)
  const types = type === 'Resource' ? parseTypes(valueOf(pairs, '_type')) : undefined
  // `_count=0` means the same as `_summary=count`.
  const count = shape.summary === 'count' ? 0 : parseCount(valueOf(pairs, '_count'), context)
  const total = parseTotal(valueOf(pairs, '_total'))
  const query: SearchQuery = {
    type,
    ...(types ? { types } : {}),
    where: reading.where,
    sort: reading.sort,
    count,
    ...(cursor ? { cursor } : {}),
    include: reading.include,
    revinclude: reading.revinclude,
    total: count === 0 ? 'accurate' : total,
  }
  return { query, shape, accepted: reading.accepted, ignored: reading.ignored }
}

/**
 * Reads the criteria of a conditional interaction. Here everything must be understood: an ignored parameter would make
 * the condition wider than it was meant.
 * @throws FhirError 400, 412 when there is no criterion at all
 */
export function parseCondition(context: SearchContext, type: string, pairs: readonly Pair[]): SearchQuery {
  const { query, accepted } = parseSearch(context, type, pairs, 'strict')
  const control = accepted.find(
    ([name]) => CONTROLS.has(name) || name.startsWith('_include') || name.startsWith('_rev'),
  )
  if (control) throw fault(400, 'value', `${control[0]} has no place in a condition.`)
  if (query.where.length === 0) throw fault(412, 'value', 'The condition names no search parameter with a value.')
  // Two are enough to know that there is not exactly one.
  return { ...query, count: 2, total: 'none' }
}

/** A name for what a condition asks, the same for the same condition however it is written: what a lock is taken on. */
export function conditionName(query: SearchQuery): string {
  const parts = query.where.map((criterion) => JSON.stringify(criterion)).toSorted()
  return `condition ${query.type} ${parts.join('&')}`
}

/** Counts before anything is read: what means nothing costs, too. */
function requireFew({ limits: { searchParameters, includes } }: SearchContext, pairs: readonly Pair[]): void {
  const counted = pairs.reduce((sum, [name]) => sum + 1 + hopsOf(name), 0)
  if (counted > searchParameters)
    throw overLimit(
      'MAX_SEARCH_PARAMETERS',
      400,
      `A search takes ${searchParameters} parameters at most, each hop of a chain counted; this has ${counted}.`,
    )
  if (pairs.filter(([name]) => INCLUDE.test(name)).length > includes)
    throw overLimit('MAX_INCLUDES', 400, `A search takes ${includes} parameters _include and _revinclude at most.`)
}

const INCLUDE = /^_(rev)?include(:|$)/

function hopsOf(name: string): number {
  return INCLUDE.test(name) ? 0 : (name.match(/\.|_has:/g)?.length ?? 0)
}

interface Reading {
  readonly where: Criterion[]
  readonly sort: SortKey[]
  readonly include: SearchQuery['include'][number][]
  readonly revinclude: SearchQuery['revinclude'][number][]
  readonly accepted: Pair[]
  readonly ignored: string[]
}

function readPairs(context: SearchContext, type: string, pairs: readonly Pair[]): Reading {
  const reading: Reading = { where: [], sort: [], include: [], revinclude: [], accepted: [], ignored: [] }
  for (const pair of pairs) {
    const [name, value] = pair
    if (SILENT.has(name) || value === '') continue
    if (readPair(reading, context, type, pair)) reading.accepted.push(pair)
    else reading.ignored.push(/^_(rev)?include/.test(name) ? `${name}=${value}` : name)
  }
  return reading
}

/** False: the parameter means nothing here. */
function readPair(reading: Reading, context: SearchContext, type: string, [name, value]: Pair): boolean {
  if (INCLUDE.test(name)) return readInclude(reading, type, name, value)
  if (name === '_sort') return parseSort(reading, type, value)
  if (name === '_type') return type === 'Resource'
  if (CONTROLS.has(name)) return true
  // R4's own default: contained resources are not matches of their own.
  if (name === '_contained' && value === 'false') return true
  const criterion = parseCriterion(context, type, name, value)
  if (criterion === 'unknown') return false
  if (criterion !== 'empty') reading.where.push(criterion)
  return true
}

function readInclude(reading: Reading, type: string, name: string, value: string): boolean {
  const [control, modifier] = name.split(':', 2)
  const include = parseInclude(name, modifier, value, type)
  if (!include) return false
  reading[control === '_include' ? 'include' : 'revinclude'].push(include)
  return true
}

/** An order by more keys than this is none that anybody asks for. */
const MOST_KEYS = 20

/** All of it or nothing: an order by half of the keys is another order. */
function parseSort(reading: Reading, type: string, value: string): boolean {
  const keys = value
    .split(',')
    .filter((key) => key !== '')
    .map((key) => ({ param: key.replace(/^-/, ''), descending: key.startsWith('-') }))
  if (!keys.every(({ param }) => findParameter(type, param))) return false
  if (keys.length > MOST_KEYS)
    throw fault(400, 'too-costly', `_sort takes ${MOST_KEYS} keys at most; these are ${keys.length}.`)
  reading.sort.push(...keys)
  return true
}

function parseCount(text: string | undefined, { limits }: SearchContext): number {
  if (text === undefined || text === '') return limits.defaultPageSize
  if (!/^\d+$/.test(text)) throw fault(400, 'value', `_count takes a whole number from 0, not ${text}.`)
  return Math.min(Number(text), limits.pageSize)
}

function parseTotal(text: string | undefined): Total {
  if (text === undefined || text === '') return 'none'
  const total = TOTALS.find((known) => known === text)
  if (!total) throw fault(400, 'value', `_total takes ${TOTALS.join(', ')}, not ${text}.`)
  return total
}

function parseTypes(text: string | undefined): string[] | undefined {
  if (text === undefined || text === '') return undefined
  const types = [...new Set(text.split(','))].map((name) => requireType(name, '_type'))
  if (types.includes('AuditEvent'))
    throw fault(400, 'not-supported', '_type: AuditEvents are searched by themselves, as [base]/AuditEvent?…')
  return types
}

function unknownParameters(ignored: readonly string[]): Error {
  const names = [...new Set(ignored)].join(', ')
  return fault(400, 'not-supported', `Not supported here: ${names}. Prefer: handling=lenient would pass over it.`)
}
