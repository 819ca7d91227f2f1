import { expect, test } from 'vitest'
import { worthOf } from '../../../smart-app/src/features/worklist/worklist-model.ts'

const charge = (code: string, cents: number | undefined) => ({ code, units: 1, cents })

test.each([
  ['nothing is earned in a program: that is known', { program: 'ccm', charges: [] }, 0],
  ['the sum of its codes', { program: 'ccm', charges: [charge('99490', 6613), charge('99439', 5044)] }, 11657],
  [
    'a code without a rate',
    { program: 'ccm', charges: [charge('99490', 6613), charge('99437', undefined)] },
    undefined,
  ],
  ['somebody in no program', { program: undefined, charges: [] }, undefined],
])('what a row is worth: %s', (_, row, cents) => {
  expect(worthOf(row)).toBe(cents)
})
