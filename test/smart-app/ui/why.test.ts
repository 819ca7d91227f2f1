import { expect, test } from 'vitest'
import { createFormat } from '../../../smart-app/src/format/format.ts'
import { onLocalClock } from '../../../smart-app/src/ui/why.ts'

test('instants in the server’s words are told on the practice’s clock, in its own day', () => {
  const said = 'It lasts from 2026-12-01T05:58:00.000Z to 2026-12-01T06:04:00Z.'
  expect(onLocalClock(said, createFormat('en', 'America/Chicago'))).toBe(
    'It lasts from 11/30/2026 11:58 pm to 12/01/2026 12:04 am.',
  )
  expect(onLocalClock('Nothing of 2026-12-01 is left.', createFormat('es', 'America/Chicago'))).toContain('2026-12-01')
})
