import type { Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { isTime, timeEntryOf } from '#domain/time/time-entry.ts'
import { at, instant, NEW_YORK } from '../../support/patient-chart.ts'
import { between, manual, omit, timed } from '../../support/patient-month.ts'

const read = (task: Task) => timeEntryOf(task, NEW_YORK)

describe('a Task as time', () => {
  test('what makes it time is its code, not its profile', () => {
    const task = timed('nurse', '2025-03-05 10:00', 20, { id: 't', focus: 'EpisodeOfCare/ccm', note: ' Called. ' })
    expect(read(task)).toEqual({
      reference: 'Task/t',
      versioned: 'Task/t/_history/1',
      version: '1',
      status: 'completed',
      patient: 'Patient/p',
      owner: 'Practitioner/nurse',
      activity: 'care-coordination',
      time: { kind: 'clock', start: at('2025-03-05 10:00'), end: at('2025-03-05 10:20') },
      episode: 'EpisodeOfCare/ccm',
      note: 'Called.',
    })
    const claimed = { meta: { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-time-entry'] } }
    expect(
      read({ ...task, ...claimed, code: { coding: [{ system: 'x', code: 'care-coordination' }] } }),
    ).toBeUndefined()
  })

  test('a Task that was never stored has no version, and names nobody where it says nothing', () => {
    const bare = omit(timed('nurse', '2025-03-05 10:00', 20, { id: 't' }), 'meta', 'for', 'owner')
    expect(read(bare)).toEqual({
      reference: 'Task/t',
      versioned: 'Task/t',
      status: 'completed',
      activity: 'care-coordination',
      time: { kind: 'clock', start: at('2025-03-05 10:00'), end: at('2025-03-05 10:20') },
    })
  })

  test('instants are read to the millisecond, with their offset', () => {
    const task = between('nurse', '2025-03-05T10:00:00.250-05:00', '2025-03-05T15:20:00.750Z')
    expect(read(task)?.time).toEqual({
      kind: 'clock',
      start: at('2025-03-05 10:00') + 250,
      end: at('2025-03-05 10:20') + 750,
    })
  })

  test('an end before its start, or no end, says nothing of how long', () => {
    const reversed = between('nurse', instant('2025-03-05 10:00'), instant('2025-03-05 09:59'))
    expect(read(reversed)?.time).toEqual({ kind: 'unclear', day: '2025-03-05' })
    expect(read(between('nurse', instant('2025-03-05 10:00'), undefined))?.time.kind).toBe('unclear')
    expect(read({ ...reversed, executionPeriod: { end: '2025-03-06' } })?.time).toEqual({
      kind: 'unclear',
      day: '2025-03-06',
    })
    expect(read(omit(reversed, 'executionPeriod'))?.time).toEqual({ kind: 'unclear' })
  })

  test('an end at its start is no time, and clear', () => {
    const nothing = between('nurse', instant('2025-03-05 10:00'), instant('2025-03-05 10:00'))
    expect(read(nothing)?.time.kind).toBe('clock')
  })

  test('an entry in progress is a running timer, whatever end it names', () => {
    const start = instant('2025-03-05 10:00')
    const running = { kind: 'running', start: at('2025-03-05 10:00') }
    expect(read(between('nurse', start, undefined, { status: 'in-progress' }))?.time).toEqual(running)
    expect(read(between('nurse', start, instant('2025-03-05 11:00'), { status: 'in-progress' }))?.time).toEqual(running)
    expect(read(between('nurse', '2025-03-05', undefined, { status: 'in-progress' }))?.time).toEqual({
      kind: 'unclear',
      day: '2025-03-05',
    })
  })

  test('a manual entry has a day and at most 60 minutes', () => {
    expect(read(manual('nurse', '2025-03-05', 20))?.time).toEqual({ kind: 'manual', day: '2025-03-05', minutes: 20 })
    expect(read(manual('nurse', '2025-03-05', 60))?.time).toMatchObject({ minutes: 60 })
    expect(read(manual('nurse', '2025-03-05', 61))?.time).toMatchObject({ minutes: 60 })
    expect(read(manual('nurse', '2025-03', 20))?.time).toEqual({ kind: 'unclear', day: '2025-03-01' })
  })

  test('clock times say more than minutes beside them', () => {
    const task = {
      ...manual('nurse', '2025-03-05', 45),
      ...{ executionPeriod: timed('nurse', '2025-03-05 10:00', 20).executionPeriod! },
    }
    expect(read(task)?.time.kind).toBe('clock')
  })

  test('an override says why, or is none', () => {
    expect(read(timed('nurse', '2025-03-05 10:00', 20, { emOverride: 'Separate' }))?.emOverride).toBe('Separate')
    expect(read(timed('nurse', '2025-03-05 10:00', 20, { emOverride: '  ' }))).not.toHaveProperty('emOverride')
  })

  test('notes are kept one under the other; a focus that is no enrollment is none', () => {
    const task = timed('nurse', '2025-03-05 10:00', 20, { focus: 'CarePlan/x' })
    expect(read({ ...task, note: [{ text: 'One' }, { text: '' }, { text: 'Two' }] })?.note).toBe('One\nTwo')
    expect(read(task)).not.toHaveProperty('episode')
  })

  test('completed and running entries are time, others are not', () => {
    const statuses = ['completed', 'in-progress', 'entered-in-error', 'cancelled', 'draft', 'requested'] as const
    const times = statuses.map((status) => isTime(read(timed('nurse', '2025-03-05 10:00', 20, { status }))!))
    expect(times).toEqual([true, true, false, false, false, false])
  })
})
