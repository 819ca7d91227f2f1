import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Evaluate } from '#domain/care-plan/apply/chart-variables.ts'

type Compiled = (value: unknown, variables: Readonly<Record<string, unknown>>) => unknown

/** Templates have some dozens of expressions; a practice's own may bring others. */
const MEMORY = 500

const compiled = new Map<string, Compiled>()

/**
 * Evaluates a FHIRPath expression that stands by itself and asks about variables only; undefined where it is no FHIRPath
 * or cannot be evaluated on them.
 */
export const evaluateExpression: Evaluate = (expression, variables) => {
  try {
    const found = compile(expression)({}, variables)
    return Array.isArray(found) ? found : undefined
  } catch {
    return undefined
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
