import { describe, expect, test } from 'vitest'
import {
  forgetCorrection,
  keepCorrection,
  keptCorrection,
} from '../../../smart-app/src/features/time/correction-draft.ts'
import type { EntryDraft } from '../../../smart-app/src/features/time/entry-draft.ts'

const SHOWN: EntryDraft = {
  day: '11/27/2026',
  from: '09:00',
  minutes: '6',
  activity: 'patient-contact',
  note: 'Called',
  reason: '',
}

/** Whether the browser would ask before this page is left. */
function asksBeforeLeaving(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

describe('a correction that somebody has begun', () => {
  test('is there again for its entry alone, and the browser asks before it leaves it', () => {
    const draft = { ...SHOWN, minutes: '4', reason: 'ended ear' }
    keepCorrection('Task/1', { draft, shown: SHOWN })
    expect(keptCorrection('Task/1', SHOWN)).toEqual(draft)
    expect(keptCorrection('Task/2', SHOWN)).toEqual(SHOWN)
    expect(asksBeforeLeaving()).toBe(true)
    forgetCorrection('Task/1')
    expect(keptCorrection('Task/1', SHOWN)).toEqual(SHOWN)
    expect(asksBeforeLeaving()).toBe(false)
  })

  test('is none where everything stands as it was', () => {
    keepCorrection('Task/1', { draft: { ...SHOWN, minutes: '4' }, shown: SHOWN })
    keepCorrection('Task/1', { draft: SHOWN, shown: SHOWN })
    expect(asksBeforeLeaving()).toBe(false)
  })

  test('takes what nobody typed from the entry as it is now: another may have corrected it meanwhile', () => {
    keepCorrection('Task/1', { draft: { ...SHOWN, note: 'Called, no answer' }, shown: SHOWN })
    const now = { ...SHOWN, minutes: '9', note: 'Called twice' }
    expect(keptCorrection('Task/1', now)).toEqual({ ...now, note: 'Called, no answer' })
    forgetCorrection('Task/1')
  })
})
