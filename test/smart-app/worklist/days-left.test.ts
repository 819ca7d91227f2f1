import { expect, test } from 'vitest'
import { daysLeft } from '../../../smart-app/src/data/month.ts'
import { overviewTexts } from '../../../smart-app/src/features/overview/overview-texts.ts'
import { worklistTexts } from '../../../smart-app/src/features/worklist/worklist-texts.ts'
import { createSay } from '../../../smart-app/src/say/say.ts'

test.each([
  ['2026-11-28', '3 days left'],
  ['2026-11-30', 'last day'],
  ['2028-02-28', '2 days left'],
])('on %s the list and the patient’s month both say: %s', (today, words) => {
  const count = daysLeft(today)
  expect(createSay(worklistTexts, 'en')('left', { count, day: 'Sat' })).toBe(`Sat · ${words}`)
  expect(createSay(overviewTexts, 'en')('days-left', { count, day: 'Mon' })).toMatch(words)
})
