import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluated } from '../../server/fhir/validation/invariants/fhirpath-rule.ts'
import { guideRules } from '../../server/fhir/validation/invariants/guide-rules.ts'
import type { Walk } from '../../server/fhir/validation/rules/rule.ts'
import { PROFILES } from './support/guide.ts'

const day = fc.constantFrom(
  '2026-11-01',
  '2026-11-30',
  '2026-11-31',
  '2026-02-28',
  '2026-11-1',
  '2026-11',
  '2026-11-02',
)
const amount = fc.constantFrom<number>(0, 0.1, 0.2, 0.3, 66.13, 50.56, 116.69, 132.26, 61)
const money = fc.record({ value: amount, currency: fc.constant('USD') }, { requiredKeys: ['currency'] })
const reference = fc.constantFrom('Task/a', 'Task/a/_history/2', 'Condition/c', 'https://ehr.example/Task/a', '')
const ITEMS = { maxLength: 4 }

/** Values as the validator meets them, well-formed and not. */
const MET = {
  'ccm-charge-evidence': {
    path: 'ChargeItem',
    value: fc.record(
      { supportingInformation: fc.array(fc.record({ reference, display: reference }, { requiredKeys: [] }), ITEMS) },
      { requiredKeys: [] },
    ),
  },
  'ccm-charge-units': {
    path: 'Quantity',
    value: fc.record(
      { value: fc.constantFrom(-1, 0, 0.5, 1, 1.5, 2, 10), unit: fc.constant('1') },
      { requiredKeys: [] },
    ),
  },
  'ccm-claim-total': {
    path: 'Claim',
    value: fc.oneof(
      fc.record(
        { total: money, item: fc.array(fc.record({ net: money }, { requiredKeys: [] }), ITEMS) },
        { requiredKeys: [] },
      ),
      fc.array(amount, { minLength: 1, ...ITEMS }).map((nets) => ({
        total: { value: Number(nets.reduce((sum, net) => sum + net, 0).toFixed(2)) },
        item: nets.map((value) => ({ net: { value } })),
      })),
    ),
  },
  'ccm-whole-month': { path: 'Period', value: fc.record({ start: day, end: day }, { requiredKeys: [] }) },
} as const

const published = PROFILES.flatMap(({ snapshot }) => snapshot?.element ?? []).flatMap(
  ({ constraint }) => constraint ?? [],
)

const walk = () => ({ resource: {}, root: {}, evaluations: 0 }) as unknown as Walk

describe.each(Object.entries(guideRules))('%s, written out', (key, coded) => {
  const [rule] = coded
  const met = MET[key as keyof typeof MET]

  test('is a rule of the guide as it is published', () => {
    const expressions = published.filter((constraint) => constraint.key === key).map(({ expression }) => expression)
    expect(new Set(expressions)).toEqual(new Set([rule?.expression]))
  })

  test('says of every value what its FHIRPath says', () => {
    const byFhirPath = evaluated(met.path, rule?.expression ?? '')
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(met.value as fc.Arbitrary<unknown>, (value) => {
        const holds = byFhirPath(value, walk())
        seen.add(holds)
        expect(rule?.holds(value, walk())).toBe(holds)
      }),
      { numRuns: 500 },
    )
    expect(seen.size, 'some hold and some do not').toBe(2)
  })
})
