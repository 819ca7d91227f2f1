import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Walk } from '../rules/rule.ts'

type Evaluate = (value: unknown, environment: Readonly<Record<string, unknown>>) => unknown

/** `sdf-*` and others call `trace()`, which would print. */
const QUIET = { traceFn: () => undefined }

/**
 * How often one resource may have a rule evaluated: some seconds. A large profile needs half of it. Rules that stand on what
 * there may be very many of are written out, and not counted.
 */
const MOST = 40_000

/**
 * An invariant evaluated by FHIRPath; compiled when it is first needed. As HL7's validator does, a result that is not
 * `true` breaks the rule. An expression that cannot be evaluated on a value says nothing about it.
 */
export function evaluated(path: string, expression: string): (value: unknown, walk: Walk) => boolean {
  let evaluate: Evaluate | undefined
  return (value, walk) => {
    const { resource, root } = walk
    if (++walk.evaluations > MOST) {
      walk.report.error('too-costly', path, 'is there so often that its rules cannot be checked')
      return true
    }
    evaluate ??= compileRule(path, expression)
    try {
      const result = evaluate(value, { resource, rootResource: root })
      return Array.isArray(result) && result[0] === true
    } catch {
      return true
    }
  }
}

/**
 * Compiles an expression that stands on an element.
 * @throws Error when it is no FHIRPath
 */
function compileRule(path: string, expression: string): Evaluate {
  return fhirpath.compile({ base: path, expression }, r4, QUIET) as Evaluate
}
