import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Walk } from '../rules/rule.ts'

type Evaluate = (value: unknown, environment: Readonly<Record<string, unknown>>) => unknown

/** `sdf-*` and others call `trace()`, which would print. */
const QUIET = { traceFn: () => undefined }

/**
 * An invariant evaluated by FHIRPath; compiled when it is first needed. As HL7's validator does, a result that is not
 * `true` breaks the rule. An expression that cannot be evaluated on a value says nothing about it.
 */
export function evaluated(path: string, expression: string): (value: unknown, walk: Walk) => boolean {
  let evaluate: Evaluate | undefined
  return (value, { resource, root }) => {
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
