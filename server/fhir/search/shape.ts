import { fault } from '../fault.ts'
import { valueOf, type Pair } from './query-string.ts'

/** What is shown of a resource: `_summary` and `_elements`. Neither: all of it, as it is stored. */
export interface Shape {
  readonly summary?: 'true' | 'text' | 'data' | 'count'
  /** Names of elements at the top of a resource. */
  readonly elements?: readonly string[]
}

export const SHAPE_PARAMETERS = ['_summary', '_elements'] as const

const SUMMARIES = ['true', 'text', 'data', 'count'] as const
const WHOLE: Shape = {}

/** No type has more elements than a few dozen; each resource of a page is held to them all. */
const MOST_ELEMENTS = 500

/** @throws FhirError 400 for a form of `_summary` that there is not, both parameters at once, or too many elements */
export function parseShape(pairs: readonly Pair[]): Shape {
  if (pairs.length === 0) return WHOLE
  const summary = parseSummary(valueOf(pairs, '_summary'))
  const elements = parseElements(valueOf(pairs, '_elements'))
  if (summary && elements?.length) throw fault(400, 'value', '_summary and _elements exclude each other.')
  return { ...(summary ? { summary } : {}), ...(elements?.length ? { elements } : {}) }
}

/** Whether stored text can go out as it is. */
export function isWhole(shape: Shape): boolean {
  return shape.summary === undefined && shape.elements === undefined
}

function parseElements(text: string | undefined): readonly string[] | undefined {
  const elements = text
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (elements && elements.length > MOST_ELEMENTS)
    throw fault(400, 'too-costly', `_elements takes ${MOST_ELEMENTS} names at most; these are ${elements.length}.`)
  return elements
}

function parseSummary(text: string | undefined): Shape['summary'] {
  if (text === undefined || text === '' || text === 'false') return undefined
  const summary = SUMMARIES.find((known) => known === text)
  if (!summary) throw fault(400, 'value', `_summary takes ${SUMMARIES.join(', ')} or false, not ${text}.`)
  return summary
}
