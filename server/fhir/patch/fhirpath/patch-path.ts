import fhirpath, { type ResourceNode } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { malformedPatch, tooCostly } from '../patch-fault.ts'

/** A step from an element to one that it holds. Of a choice the name may stand without its type. */
export interface PathStep {
  readonly name: string
  readonly index?: number
}

/** Elements of the resource that a path leads to, each by the steps from the root. */
export type PathResult = readonly (readonly PathStep[])[]

/** What paths may cost: characters of a whole patch, of one path, brackets within each other, steps of evaluation (0.4 s). */
const ALL_CHARACTERS = 20_000
const CHARACTERS = 500
const NESTED = 10
const EVALUATED = 200_000

/** Functions that only choose among the elements of the resource. Others could fetch, print or run for long. */
const FUNCTIONS = new Set([
  ...['all', 'any', 'as', 'count', 'empty', 'endsWith', 'exists', 'extension', 'first', 'hasValue', 'is', 'last'],
  ...['lower', 'not', 'ofType', 'select', 'single', 'skip', 'startsWith', 'tail', 'take', 'toString', 'upper', 'where'],
])
const OPERATORS = new Set(['and', 'or', 'xor', 'implies', 'in', 'contains'])

const TOKEN = /'(?:[^'\\]|\\.)*'|`[^`]*`|[A-Za-z_]\w*|\d+|\S/g
const FORBIDDEN = /^[%|{}/*"]$/
const LAST_NAME = /^(?:(.*)\.)?\s*([A-Za-z_]\w*)\s*$/

type Evaluate = (resource: unknown, environment: object, options: object) => readonly unknown[]

/** A path of an operation, compiled. */
export interface PatchPath {
  readonly text: string
  readonly evaluate: Evaluate
}

/** Compiles the paths of one patch, and evaluates them as far as they may cost. */
export class PatchPaths {
  #characters = 0
  #evaluated = 0

  /** @throws FhirError 400 for what is no FHIRPath or may not stand in a patch */
  compile(text: string): PatchPath {
    this.#characters += text.length
    if (this.#characters > ALL_CHARACTERS) throw tooCostly(`its paths are longer than ${ALL_CHARACTERS} characters`)
    requireSimple(text)
    try {
      return { text, evaluate: fhirpath.compile(text, r4, OPTIONS) as Evaluate }
    } catch {
      throw malformedPatch(`the path “${text}” is no FHIRPath`)
    }
  }

  /**
   * The elements of a resource that a path leads to.
   * @returns undefined where it cannot be evaluated, or leads to something that is not an element of the resource
   * @throws FhirError 400 when it costs too much
   */
  find({ evaluate }: PatchPath, resource: unknown): PathResult | undefined {
    const count = () => {
      if (++this.#evaluated > EVALUATED) throw tooCostly('its paths look at too many elements')
    }
    try {
      const nodes = evaluate(resource, {}, { debugger: count })
      return nodes.every(isNode) ? nodes.map(stepsOf) : undefined
    } catch (error) {
      if (this.#evaluated > EVALUATED) throw error
      return undefined
    }
  }
}

const OPTIONS = { resolveInternalTypes: false, traceFn: () => undefined } as const

/** A path to a list as what holds the list (undefined: the resource) and its name; undefined for any other path. */
export function splitPath(text: string): { readonly base: string | undefined; readonly name: string } | undefined {
  const match = LAST_NAME.exec(text)
  const name = match?.[2]
  return name === undefined ? undefined : { base: match?.[1], name }
}

/** @throws FhirError 400 */
function requireSimple(text: string): void {
  if (text.length > CHARACTERS) throw tooCostly(`a path is longer than ${CHARACTERS} characters`)
  let depth = 0
  let before = ''
  for (const [token] of text.matchAll(TOKEN)) {
    if (FORBIDDEN.test(token)) throw malformedPatch(`“${token}” may not stand in a path of a patch (“${text}”)`)
    if (token === '(' && !mayCall(before))
      throw malformedPatch(`${before}() may not stand in a path of a patch (“${text}”)`)
    depth += NESTING.get(token) ?? 0
    if (depth > NESTED) throw tooCostly(`a path has brackets deeper than ${NESTED} levels`)
    before = token
  }
}

const NESTING: ReadonlyMap<string, number> = new Map([
  ['(', 1],
  ['[', 1],
  [')', -1],
  [']', -1],
])

/** Whether a bracket may be opened after this: it calls a harmless function, or it calls none. */
function mayCall(before: string): boolean {
  return !/^[A-Za-z_`]/.test(before) || FUNCTIONS.has(before) || OPERATORS.has(before)
}

function isNode(value: unknown): value is ResourceNode {
  return typeof value === 'object' && value !== null && 'parentResNode' in value
}

function stepsOf(node: ResourceNode): readonly PathStep[] {
  const steps: PathStep[] = []
  for (let at = node; at.parentResNode; at = at.parentResNode) {
    const index = at.index ?? undefined
    steps.unshift({ name: at.propName ?? '', ...(index === undefined ? {} : { index }) })
  }
  return steps
}
