import type { CodeableConcept, Observation } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestMeasured, whenMeasured } from '../../../server/domain/care-plan/latest-observation.ts'

const concept = (codes: readonly string[]): CodeableConcept => ({
  coding: codes.map((code) => ({ system: 'http://loinc.org', code })),
})
const codes = fc.subarray(['a1c', 'systolic', 'diastolic', 'weight'], { minLength: 1 }).map(concept)
const part = fc.record({
  code: codes,
  valueQuantity: fc.constantFrom({ value: 7, unit: '%' }, { value: 8, unit: '%' }, { unit: '%' }),
})
const observations = fc
  .array(
    fc.record({
      whole: part,
      component: fc.array(part, { maxLength: 2 }),
      status: fc.constantFrom<Observation['status']>('final', 'amended', 'entered-in-error'),
      day: fc.constantFrom(undefined, '2026-11-01', '2026-11-02', '2026-11-03T08:00:00Z'),
    }),
    { maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ whole, component, status, day }, at): Observation => ({
      resourceType: 'Observation',
      id: `o${at}`,
      status,
      ...whole,
      component,
      ...(day !== undefined && { effectiveDateTime: day }),
    })),
  )

/** By the words of the rule: all that have a value of the measure, in order of time; the last one. */
function byTheWords(all: readonly Observation[], measure: CodeableConcept): string | undefined {
  const wanted = new Set(measure.coding?.map(({ code }) => code))
  const found = all.flatMap((observation) => {
    const at = Date.parse(whenMeasured(observation) ?? '')
    const one = [observation, ...(observation.component ?? [])].find(
      ({ code, valueQuantity }) =>
        valueQuantity?.value !== undefined && code.coding?.some((coding) => wanted.has(coding.code)),
    )
    if (observation.status === 'entered-in-error' || Number.isNaN(at) || !one) return []
    return [{ at, words: `${observation.id ?? ''} ${String(one.valueQuantity?.value)}` }]
  })
  return found.sort((a, b) => a.at - b.at).at(-1)?.words
}

test('the newest value of a measure is the last in order of time, of the last given where the time is the same', () => {
  fc.assert(
    fc.property(observations, codes, fc.integer({ min: 0, max: 8 }), (all, measure, from) => {
      const named = all.slice(from)
      const measured = latestMeasured(all, measure, named)
      const words = measured && `${measured.reference.replace('Observation/', '')} ${String(measured.quantity?.value)}`
      expect(words).toBe(byTheWords([...all, ...named], measure))
    }),
  )
})
