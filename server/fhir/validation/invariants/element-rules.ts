import { objects } from '../json.ts'
import { count, has, hasChoice, rule, type CodedRules } from './coded-rule.ts'

const EXAMPLES = ['defaultValue', 'fixed', 'pattern', 'minValue', 'maxValue']
const REFERENCES: readonly unknown[] = ['Reference', 'canonical']

/** Invariants of ElementDefinition: a profile has hundreds of them. */
export const elementRules: CodedRules = {
  'eld-1': rule(
    'discriminator.exists() or description.exists()',
    (slicing) => count(slicing, 'discriminator') > 0 || has(slicing, 'description'),
  ),
  'eld-2': rule(
    "min.empty() or max.empty() or (max = '*') or iif(max != '*', min <= max.toInteger())",
    ({ min, max }) => {
      if (typeof min !== 'number' || typeof max !== 'string' || max === '*') return true
      return /^\d+$/.test(max) && min <= Number(max)
    },
  ),
  'eld-4': rule(
    "aggregation.empty() or (code = 'Reference') or (code = 'canonical')",
    (type) => count(type, 'aggregation') === 0 || REFERENCES.includes(type['code']),
  ),
  'eld-5': rule(
    'contentReference.empty() or (type.empty() and defaultValue.empty() and fixed.empty() and pattern.empty() and example.empty() and minValue.empty() and maxValue.empty() and maxLength.empty() and binding.empty())',
    (element) =>
      !has(element, 'contentReference') ||
      (count(element, 'type') + count(element, 'example') === 0 &&
        !EXAMPLES.some((name) => hasChoice(element, name)) &&
        !has(element, 'maxLength') &&
        !has(element, 'binding')),
  ),
  'eld-6': rule(
    'fixed.empty() or (type.count()  <= 1)',
    (element) => !hasChoice(element, 'fixed') || count(element, 'type') <= 1,
  ),
  'eld-7': rule(
    'pattern.empty() or (type.count() <= 1)',
    (element) => !hasChoice(element, 'pattern') || count(element, 'type') <= 1,
  ),
  'eld-8': rule(
    'pattern.empty() or fixed.empty()',
    (element) => !hasChoice(element, 'pattern') || !hasChoice(element, 'fixed'),
  ),
  // As R4 has written it, it asks whether there is a yes or a no for a type, not whether one is a yes.
  'eld-11': rule(
    "binding.empty() or type.code.empty() or type.select((code = 'code') or (code = 'Coding') or (code='CodeableConcept') or (code = 'Quantity') or (code = 'string') or (code = 'uri')).exists()",
    () => true,
  ),
  'eld-12': rule(
    "valueSet.exists() implies (valueSet.startsWith('http:') or valueSet.startsWith('https') or valueSet.startsWith('urn:'))",
    ({ valueSet }) => typeof valueSet !== 'string' || /^(http:|https|urn:)/.test(valueSet),
  ),
  'eld-15': rule(
    'defaultValue.empty() or meaningWhenMissing.empty()',
    (element) => !hasChoice(element, 'defaultValue') || !has(element, 'meaningWhenMissing'),
  ),
  'eld-17': rule(
    "(code='Reference' or code = 'canonical') or targetProfile.empty()",
    (type) => REFERENCES.includes(type['code']) || count(type, 'targetProfile') === 0,
  ),
  'eld-18': rule(
    '(isModifier.exists() and isModifier) implies isModifierReason.exists()',
    (element) => element['isModifier'] !== true || has(element, 'isModifierReason'),
  ),
  'eld-22': rule(
    'sliceIsConstraining.exists() implies sliceName.exists()',
    (element) => !has(element, 'sliceIsConstraining') || has(element, 'sliceName'),
  ),
  'sdf-10': rule(
    'binding.empty() or binding.valueSet.exists() or binding.description.exists()',
    ({ binding }) =>
      binding === undefined || objects(binding).some((bound) => has(bound, 'valueSet') || has(bound, 'description')),
  ),
}
