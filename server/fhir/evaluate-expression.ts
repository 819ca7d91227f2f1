import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Evaluate } from '#domain/care-plan/apply/chart-variables.ts'
import { FhirError } from './fault.ts'
import { WorkTime } from './work-time.ts'

type Compiled = (value: unknown, variables: Readonly<Record<string, unknown>>) => unknown

/** Templates have some dozens of expressions; a practice's own may bring others. */
const MEMORY = 500

const compiled = new Map<string, Compiled>()

/**
 * Evaluates FHIRPath expressions that stand by themselves and ask about variables only; undefined where one is no FHIRPath
 * or cannot be evaluated on them. Whoever writes a definition writes them: a pattern that tries all ways (`matches`), or a
 * list that multiplies, is stopped.
 * @throws FhirError 400 when those of one application take too long together
 */
export function createEvaluate(): Evaluate {
  const time = new WorkTime('The expressions')
  return (expression, variables) => {
    try {
      const found = time.run(() => compile(expression)({}, variables))
      return Array.isArray(found) ? found : undefined
    } catch (error) {
      if (error instanceof FhirError) throw error
      return undefined
    }
  }
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
