import { describe, expect, test } from 'vitest'
import type { EntryDraft } from '../../../smart-app/src/features/time/entry-draft.ts'
import { forgetLogDraft, keepLogDraft, keptLogDraft, logKey } from '../../../smart-app/src/features/time/log-draft.ts'

const EMPTY: EntryDraft = {
  day: '11/27/2026',
  from: '',
  minutes: '',
  activity: 'patient-contact',
  note: '',
  reason: '',
}

describe('time that somebody has begun to log by hand', () => {
  test('is there again for its patient, and for nobody else', () => {
    const draft = { ...EMPTY, day: '11/20/2026', minutes: '6', note: 'Refill arranged' }
    keepLogDraft('ruiz', { draft, prefilled: '' })
    expect(keptLogDraft('ruiz', EMPTY)).toEqual(draft)
    expect(keptLogDraft('brandt', EMPTY)).toEqual(EMPTY)
    forgetLogDraft('ruiz')
    expect(keptLogDraft('ruiz', EMPTY)).toEqual(EMPTY)
  })

  test('is sent by one key until it is logged, and the next by another', () => {
    const key = logKey('ruiz')
    expect(logKey('ruiz')).toBe(key)
    expect(logKey('brandt')).not.toBe(key)
    forgetLogDraft('ruiz')
    expect(logKey('ruiz')).not.toBe(key)
  })

  test('is forgotten once the form is empty, as after it was logged', () => {
    keepLogDraft('ruiz', { draft: { ...EMPTY, from: '9:00 am' }, prefilled: '' })
    keepLogDraft('ruiz', { draft: { ...EMPTY, day: '11/20/2026' }, prefilled: '' })
    expect(keptLogDraft('ruiz', EMPTY)).toEqual(EMPTY)
  })

  test('follows a call script as long as nobody typed into the note', () => {
    keepLogDraft('ruiz', { draft: { ...EMPTY, minutes: '6', note: 'Weight 172' }, prefilled: 'Weight 172' })
    expect(keptLogDraft('ruiz', { ...EMPTY, note: 'Weight 172; no swelling' }).note).toBe('Weight 172; no swelling')
  })

  test('keeps what was typed into a script’s note, with what the script wrote down after that', () => {
    const kept = { draft: { ...EMPTY, note: 'Weight 172, at home' }, prefilled: 'Weight 172' }
    keepLogDraft('ruiz', kept)
    expect(keptLogDraft('ruiz', { ...EMPTY, note: 'Weight 172' }).note).toBe('Weight 172, at home')
    expect(keptLogDraft('ruiz', { ...EMPTY, note: 'Weight 172; no swelling' }).note).toBe(
      'Weight 172, at home; no swelling',
    )
  })
})
