/** One step of a search parameter's FHIRPath: an element, perhaps cut to a type or filtered by a child's value. */
export interface Step {
  readonly name: string
  readonly type?: string
  readonly where?: { readonly element: string; readonly value: string }
  /** Keep only references to this type. */
  readonly target?: string
}

/** The expression uses FHIRPath beyond element paths; such a parameter needs a row written by hand, or is left out. */
export class UnsupportedExpression extends Error {
  readonly code = 'UNSUPPORTED_EXPRESSION'
}

const NAME = /^[A-Za-z][A-Za-z0-9]*/
const TYPE_FUNCTION = /^(?:ofType|as)\(([A-Za-z]+)\)/
const RESOLVE = /^where\(resolve\(\) is ([A-Za-z]+)\)/
const EQUALS = /^where\(([a-z][A-Za-z]*) ?= ?'([^']*)'\)/

/**
 * Splits a search parameter's expression into its alternatives, each a list of steps. Understands what the parameters of
 * R4 and US Core use: unions, parentheses, `ofType()`, `as()`, `where(resolve() is T)` and `where(element='value')`.
 * @throws UnsupportedExpression for anything else
 */
export function parseExpression(expression: string): Step[][] {
  return expression.split('|').map((alternative) => parsePath(withoutParentheses(alternative.trim())))
}

/** `(A.b.ofType(T)).c` says the same without its parentheses. */
function withoutParentheses(text: string): string {
  return text.replace(/^\(((?:[^()]|\([^()]*\))*)\)/, '$1')
}

function parsePath(text: string): Step[] {
  const steps: Step[] = []
  let rest = text
  while (rest !== '') {
    const { step, length, refines } = parseStep(rest, text)
    const previous = steps.at(-1)
    if (refines && previous) steps[steps.length - 1] = { ...previous, ...step, name: previous.name }
    else steps.push(step)
    rest = rest.slice(length)
    if (rest.startsWith('.')) rest = rest.slice(1)
    else if (rest !== '') throw new UnsupportedExpression(text)
  }
  return steps
}

function parseStep(rest: string, whole: string): { step: Step; length: number; refines: boolean } {
  const type = TYPE_FUNCTION.exec(rest)
  if (type) return { step: { name: '', type: typeName(type[1] ?? '') }, length: type[0].length, refines: true }
  const resolve = RESOLVE.exec(rest)
  if (resolve) return { step: { name: '', target: resolve[1] ?? '' }, length: resolve[0].length, refines: true }
  const equals = EQUALS.exec(rest)
  if (equals) {
    const where = { element: equals[1] ?? '', value: equals[2] ?? '' }
    return { step: { name: '', where }, length: equals[0].length, refines: true }
  }
  const name = NAME.exec(rest)
  if (!name || rest[name[0].length] === '(') throw new UnsupportedExpression(whole)
  return { step: { name: name[0] }, length: name[0].length, refines: false }
}

/** R4's `code-value-date` writes `DateTime`, which is no FHIR type. */
function typeName(name: string): string {
  return name === 'DateTime' ? 'dateTime' : name
}
