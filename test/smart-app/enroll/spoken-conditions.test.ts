import { expect, test } from 'vitest'
import { spokenConditions } from '../../../smart-app/src/features/enroll/consent-script.ts'

test.each([
  ['en', ['diabetes', 'hypertension', 'copd'], 'diabetes, high blood pressure, and long-term lung disease'],
  ['en', ['alzheimers-disease', 'diabetes', 'diabetes'], "Alzheimer's disease and diabetes"],
  ['es', ['alzheimers-disease', 'diabetes'], 'enfermedad de Alzheimer y diabetes'],
  ['en', [], 'health'],
  ['es', [], 'salud'],
] as const)('in %s %j are spoken of as one says them', (language, kinds, said) => {
  expect(spokenConditions(kinds, language)).toBe(said)
})
