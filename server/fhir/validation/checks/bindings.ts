import { isObject, objects } from '../json.ts'
import type { BoundCodes, Check, RuleBook } from '../rules/rule.ts'

/** As many codes as a sentence can carry. */
const MOST_SHOWN = 12

/** A required binding: the value, or for a CodeableConcept one of its codings, is in the value set. */
export function bindingCheck(valueSet: string, book: RuleBook): Check {
  let known: BoundCodes | undefined
  return (walk, value, path) => {
    known ??= book.codes(valueSet)
    if (!known || value === undefined || inValueSet(known, value)) return
    walk.report.error('code-invalid', path, `${said(value)} is not in the value set ${valueSet}${allowed(known)}`)
  }
}

/** Whether a code, Coding, CodeableConcept or Quantity is in a value set. Text alone is in none. */
export function inValueSet(known: BoundCodes, value: unknown): boolean {
  if (typeof value === 'string') return known.codes.has(value)
  if (!isObject(value)) return false
  if (value['coding'] === undefined) return has(known, value['system'], value['code'])
  return objects(value['coding']).some(({ system, code }) => has(known, system, code))
}

function has(known: BoundCodes, system: unknown, code: unknown): boolean {
  return typeof system === 'string' && typeof code === 'string' && known.pairs.has(`${system}|${code}`)
}

function said(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`
  if (!isObject(value)) return 'the value'
  const codes = value['coding'] === undefined ? [value] : objects(value['coding'])
  const coded = codes.filter(({ code }) => typeof code === 'string')
  if (coded.length === 0) return 'text without a code'
  return coded.map(({ system, code }) => `"${[system, code].filter(Boolean).join('|')}"`).join(', ')
}

function allowed({ codes }: BoundCodes): string {
  return codes.size > 0 && codes.size <= MOST_SHOWN ? ` (${[...codes].join(', ')})` : ''
}
