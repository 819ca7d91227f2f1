import { describe, expect, test } from 'vitest'
import type { TimeEntry } from '../../../smart-app/src/data/time-entries.ts'
import {
  draftOf,
  readDraft,
  taskTime,
  type EntryDraft,
  type EntryFaults,
} from '../../../smart-app/src/features/time/entry-draft.ts'

const timeZone = 'America/Chicago'
const today = '2026-11-27'

const blank: EntryDraft = { day: '11/20/2026', from: '9:05 am', minutes: '7', activity: 'call', note: '', reason: '' }

/** A timer's entry: 6 minutes and 59 seconds from 9:05:40 am in Chicago. */
const start = Date.UTC(2026, 10, 20, 15, 5, 40)
const entry: TimeEntry = {
  task: { resourceType: 'Task', id: 't1', status: 'completed', intent: 'order' },
  reference: 'Task/t1',
  activity: 'call',
  owner: 'Practitioner/p',
  day: '2026-11-20',
  start,
  end: start + 419_000,
  seconds: 419,
  note: 'called',
  running: false,
  corrected: false,
}
const shown = draftOf(entry, timeZone, (day) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`)
const corrected = { entry, shown }

const timeOf = (draft: EntryDraft, of?: typeof corrected) => {
  const read = readDraft(draft, { today, timeZone, ...(of && { corrected: of }) })
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.time
}

describe('time that is logged by hand', () => {
  test('is what was typed', () => {
    expect(timeOf(blank)).toEqual({ day: '2026-11-20', start: Date.UTC(2026, 10, 20, 15, 5), seconds: 420 })
    expect(timeOf({ ...blank, from: ' ' })).toEqual({ day: '2026-11-20', start: undefined, seconds: 420 })
  })

  test.each<[string, Partial<EntryDraft>, EntryFaults & { readonly from?: true }]>([
    ['no such day', { day: '2/30/2026' }, { day: true }],
    ['no such time', { from: '25:00' }, { from: true }],
    ['no minutes', { minutes: '0' }, { minutes: true }],
    ['a part of a minute', { minutes: '1.5' }, { minutes: true }],
    ['more than half a day', { minutes: '721' }, { minutes: true }],
    ['more than an hour without a clock time', { minutes: '61', from: '' }, { minutes: true }],
    ['all at once', { day: 'x', from: 'x', minutes: 'x' }, { day: true, from: true, minutes: true }],
  ])('%s is said at its field', (_, part, faults) => {
    expect(readDraft({ ...blank, ...part }, { today, timeZone })).toEqual({ faults })
  })

  test('lies right on the days on which clocks change', () => {
    const at = (day: string, from: string) => new Date(timeOf({ ...blank, day, from }).start ?? 0).toISOString()
    expect(at('3/8/2026', '1:30 am')).toBe('2026-03-08T07:30:00.000Z')
    expect(at('3/8/2026', '3:30 am')).toBe('2026-03-08T08:30:00.000Z')
    expect(at('11/1/2026', '9:00 am')).toBe('2026-11-01T15:00:00.000Z')
  })
})

describe('a correction', () => {
  test('needs a reason', () => {
    expect(readDraft(shown, { today, timeZone, corrected })).toEqual({ faults: { reason: true } })
  })

  test.each<[string, Partial<EntryDraft>, { readonly start?: number | undefined; readonly seconds?: number }]>([
    ['of the note alone leaves the time as it is, to the second', { note: 'called twice' }, {}],
    ['of the length keeps the second at which it began', { minutes: '9' }, { seconds: 540 }],
    ['of the beginning keeps the length', { from: '9:00 am' }, { start: Date.UTC(2026, 10, 20, 15) }],
    ['to a day without clock times has whole minutes', { from: '' }, { start: undefined, seconds: 360 }],
  ])('%s', (_, part, otherwise) => {
    expect(timeOf({ ...shown, ...part, reason: 'a slip' }, corrected)).toEqual({
      day: '2026-11-20',
      start,
      seconds: 419,
      ...otherwise,
    })
  })

  test('is written with its seconds', () => {
    const { executionPeriod } = taskTime(timeOf({ ...shown, reason: 'a slip' }, corrected), 'call')
    expect(executionPeriod).toEqual({ start: '2026-11-20T15:05:40.000Z', end: '2026-11-20T15:12:39.000Z' })
  })
})
