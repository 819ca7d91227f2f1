import type { CodeableConcept, Observation } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { newestResults } from '../../../smart-app/src/features/chart/results.ts'

const LOINC = 'http://loinc.org'
const UNITS = 'http://unitsofmeasure.org'
const named = (code: string, display: string): CodeableConcept => ({ coding: [{ system: LOINC, code, display }] })
const observation = (over: Partial<Observation>): Observation => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: named('4548-4', 'Hemoglobin A1c'),
  ...over,
})
const percent = (value: number) => ({ valueQuantity: { value, unit: '%', system: UNITS, code: '%' } })
const pressure = (code: string, value: number) => ({
  code: named(code, code),
  valueQuantity: { value, unit: 'mmHg', system: UNITS, code: 'mm[Hg]' },
})
const shown = (...observations: readonly Observation[]) =>
  newestResults(observations, { language: 'en', timeZone: 'America/Chicago' })

test('of each measure the newest value, the one before it, its local day, and whether it was marked', () => {
  const high: Pick<Observation, 'interpretation'> = { interpretation: [{ coding: [{ code: 'H' }] }] }
  const found = shown(
    observation({ id: 'new', ...percent(8.4), ...high, effectiveDateTime: '2026-11-08T03:00:00Z' }),
    observation({ id: 'old', ...percent(7.9), effectiveDateTime: '2026-08-09' }),
    observation({ id: 'older', ...percent(7.2), effectiveDateTime: '2026-05-09' }),
  )
  expect(found).toEqual([
    {
      reference: 'Observation/new',
      what: { text: 'Hemoglobin A1c' },
      value: '8.4%',
      before: '7.9%',
      on: '2026-11-07',
      marked: true,
    },
  ])
})

test('what was entered by mistake, cancelled or has no value is none', () => {
  expect(
    shown(
      observation({ status: 'entered-in-error', ...percent(99) }),
      observation({ status: 'cancelled', ...percent(98) }),
      observation({}),
    ),
  ).toEqual([])
})

test('a pressure is its two numbers; parts of another kind are named', () => {
  const [both] = shown(
    observation({
      code: named('85354-9', 'Blood pressure'),
      component: [pressure('8480-6', 136), pressure('8462-4', 79)],
    }),
  )
  expect(both?.value).toBe('136/79 mm Hg')
  const [mixed] = shown(
    observation({
      code: named('x', 'Panel'),
      component: [pressure('Pressure', 136), { code: named('r', 'Rhythm'), valueString: 'regular' }],
    }),
  )
  expect(mixed?.value).toBe('Pressure 136 mm Hg, Rhythm regular')
})
