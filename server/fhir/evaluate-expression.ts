import { createContext, Script } from 'node:vm'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Evaluate } from '#domain/care-plan/apply/chart-variables.ts'
import { fault } from './fault.ts'

type Compiled = (value: unknown, variables: Readonly<Record<string, unknown>>) => unknown

/** Templates have some dozens of expressions; a practice's own may bring others. */
const MEMORY = 500

const compiled = new Map<string, Compiled>()

/** What all expressions of one application may take together: everybody else waits meanwhile. Templates take some milliseconds. */
const MOST_MS = 1000

const WORK = new Script('work()')
const ROOM: { work?: () => void } = createContext({})

/**
 * Evaluates FHIRPath expressions that stand by themselves and ask about variables only; undefined where one is no FHIRPath
 * or cannot be evaluated on them. Whoever writes a definition writes them: a pattern that tries all ways (`matches`), or a
 * list that multiplies, is stopped.
 * @throws FhirError 400 when those of one application take too long together
 */
export function createEvaluate(): Evaluate {
  let left = MOST_MS
  return (expression, variables) => {
    let found: unknown
    const began = performance.now()
    try {
      within(left, () => {
        found = compile(expression)({}, variables)
      })
    } catch (error) {
      if (isTimeout(error)) throw fault(400, 'too-costly', `The expressions take longer than ${MOST_MS} ms together.`)
      return undefined
    } finally {
      left -= performance.now() - began
    }
    return Array.isArray(found) ? found : undefined
  }
}

/** Does what cannot be stopped by itself, in a room that can be closed. @throws Error when time is up */
function within(ms: number, work: () => void): void {
  ROOM.work = work
  WORK.runInContext(ROOM, { timeout: Math.max(1, Math.ceil(ms)) })
}

/** Its class is that of the room, which is none of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

/** @throws Error when it is no FHIRPath */
function compile(expression: string): Compiled {
  const known = compiled.get(expression)
  if (known) return known
  const fresh = fhirpath.compile(expression, r4, { traceFn: () => undefined }) as Compiled
  if (compiled.size >= MEMORY) compiled.clear()
  compiled.set(expression, fresh)
  return fresh
}
