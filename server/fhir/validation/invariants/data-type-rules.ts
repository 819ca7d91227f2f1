import { isObject, items } from '../json.ts'
import { count, has, notAfter, rule, type CodedRules } from './coded-rule.ts'

const UCUM = 'http://unitsofmeasure.org'

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Quantities are compared where they have the same unit; otherwise nothing is known. */
function quantityNotAbove(low: unknown, high: unknown): boolean {
  if (!isObject(low) || !isObject(high)) return true
  if (low['code'] !== high['code'] || low['system'] !== high['system']) return true
  return (number(low['value']) ?? -Infinity) <= (number(high['value']) ?? Infinity)
}

function ucumOrNone(system: unknown): boolean {
  return system === undefined || system === UCUM
}

/** Invariants of R4's data types. */
export const dataTypeRules: CodedRules = {
  'age-1': rule(
    '(code.exists() or value.empty()) and (system.empty() or system = %ucum) and (value.empty() or value.hasValue().not() or value > 0)',
    (age) => (has(age, 'code') || !has(age, 'value')) && ucumOrNone(age['system']) && (number(age['value']) ?? 1) > 0,
  ),
  'qty-3': rule('code.empty() or system.exists()', (quantity) => !has(quantity, 'code') || has(quantity, 'system')),
  'att-1': rule('data.empty() or contentType.exists()', (file) => !has(file, 'data') || has(file, 'contentType')),
  'cpt-2': rule('value.empty() or system.exists()', (contact) => !has(contact, 'value') || has(contact, 'system')),
  'cnt-3': rule(
    "(code.exists() or value.empty()) and (system.empty() or system = %ucum) and (code.empty() or code = '1') and (value.empty() or value.hasValue().not() or value.toString().contains('.').not())",
    (amount) =>
      (has(amount, 'code') || !has(amount, 'value')) &&
      ucumOrNone(amount['system']) &&
      (amount['code'] ?? '1') === '1' &&
      Number.isInteger(number(amount['value']) ?? 1),
  ),
  'dis-1': rule(
    '(code.exists() or value.empty()) and (system.empty() or system = %ucum)',
    (distance) => (has(distance, 'code') || !has(distance, 'value')) && ucumOrNone(distance['system']),
  ),
  'drt-1': rule(
    'code.exists() implies ((system = %ucum) and value.exists())',
    (duration) => !has(duration, 'code') || (duration['system'] === UCUM && has(duration, 'value')),
  ),
  'exp-1': rule(
    'expression.exists() or reference.exists()',
    (expression) => has(expression, 'expression') || has(expression, 'reference'),
  ),
  'per-1': rule('start.hasValue().not() or end.hasValue().not() or (start <= end)', (period) =>
    notAfter(period['start'], period['end']),
  ),
  'rng-2': rule('low.empty() or high.empty() or (low <= high)', (range) =>
    quantityNotAbove(range['low'], range['high']),
  ),
  'rat-1': rule(
    '(numerator.empty() xor denominator.exists()) and (numerator.exists() or extension.exists())',
    (ratio) =>
      has(ratio, 'numerator') === has(ratio, 'denominator') && (has(ratio, 'numerator') || has(ratio, 'extension')),
  ),
  'mqty-1': rule(
    "(code.exists() or value.empty()) and (system.empty() or system = 'urn:iso:std:iso:4217')",
    (money) =>
      (has(money, 'code') || !has(money, 'value')) &&
      (money['system'] ?? 'urn:iso:std:iso:4217') === 'urn:iso:std:iso:4217',
  ),
  'sqty-1': rule('comparator.empty()', (quantity) => !has(quantity, 'comparator')),
  'tim-1': rule('duration.empty() or durationUnit.exists()', (at) => !has(at, 'duration') || has(at, 'durationUnit')),
  'tim-2': rule('period.empty() or periodUnit.exists()', (at) => !has(at, 'period') || has(at, 'periodUnit')),
  'tim-4': rule('duration.exists() implies duration >= 0', (at) => (number(at['duration']) ?? 0) >= 0),
  'tim-5': rule('period.exists() implies period >= 0', (at) => (number(at['period']) ?? 0) >= 0),
  'tim-6': rule('periodMax.empty() or period.exists()', (at) => !has(at, 'periodMax') || has(at, 'period')),
  'tim-7': rule('durationMax.empty() or duration.exists()', (at) => !has(at, 'durationMax') || has(at, 'duration')),
  'tim-8': rule('countMax.empty() or count.exists()', (at) => !has(at, 'countMax') || has(at, 'count')),
  'tim-9': rule(
    "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())",
    (at) =>
      !has(at, 'offset') ||
      (has(at, 'when') && !items(at['when']).some((when) => ['C', 'CM', 'CD', 'CV'].includes(when as string))),
  ),
  'tim-10': rule('timeOfDay.empty() or when.empty()', (at) => count(at, 'timeOfDay') === 0 || count(at, 'when') === 0),
}
