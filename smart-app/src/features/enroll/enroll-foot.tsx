import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { isSignedWrong, isSpeakerMissing, missingOf, stepAfter, type EnrollDraft, type StepId } from './enroll-draft.ts'
import { enrollTexts } from './enroll-texts.ts'
import { useWhen } from './use-when.ts'

interface FootProps {
  readonly step: StepId
  readonly draft: EnrollDraft
  readonly hint: string | undefined
  readonly busy: boolean
  /** How far what was filled in is kept. */
  readonly saved: ReactNode
}

/** Leave it, how far it is kept, what is missing, and the button that goes on: never dead. */
export function EnrollFoot({ step, draft, hint, busy, saved }: FootProps) {
  const say = useSay(enrollTexts)
  const [, leave] = useLocation()
  const asks = step === 'consent' && draft.agreedAt === undefined
  const missing = 4 - draft.said.length
  const label = step === 'plan' ? (busy ? 'enrolling' : 'enroll') : asks ? 'agrees' : 'next'
  return (
    <div className="enroll-foot">
      <button
        type="button"
        className="plain-button big"
        onClick={() => {
          if (step === 'consent') leaveErrand({ to: 'record-no' })
          leave('/overview')
        }}
      >
        {step === 'consent' ? say('declines') : say('finish-later')}
      </button>
      {saved}
      <span className="enroll-hint" aria-live="polite">
        {hint ?? (asks && missing > 0 ? say('left', { count: missing }) : '')}
      </span>
      <button type="submit" className={asks && missing > 0 ? 'plain-button big' : 'plain-button primary big'}>
        {say(label)}
      </button>
    </div>
  )
}

interface Pressing extends Pick<FootProps, 'step' | 'draft' | 'busy'> {
  readonly tell: (hint: string) => void
  readonly go: (step: StepId) => void
  readonly change: (part: Partial<EnrollDraft>) => void
  readonly finish: () => void
}

/** What the button at the foot and Enter do: go on, take the yes, enroll, or say what is missing and lead there. */
export function usePress({ step, draft, tell, go, change, finish, busy }: Pressing): () => void {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const when = useWhen()
  const announce = useAnnounce()
  const { now } = useApp()
  return () => {
    if (busy) return
    if (step === 'consent' && draft.agreedAt === undefined) {
      if (draft.said.length < 4) {
        tell(say('left', { count: 4 - draft.said.length }))
        focusUnsaid()
        return
      }
      if (isSignedWrong(draft, format.dayOf(now()))) {
        tell(say('bad-signed'))
        document.querySelector<HTMLInputElement>('input[name="signed"]')?.focus()
        return
      }
      if (isSpeakerMissing(draft)) {
        tell(say('no-speaker'))
        document.querySelector<HTMLInputElement>('input[name="speaker"]')?.focus()
        return
      }
      // Time is logged in whole seconds: what begins with the yes must not begin a moment before it.
      const agreedAt = Math.floor(now() / 1000) * 1000
      change({ agreedAt, resumed: false })
      go('team')
      announce(say('agreed-note', { when: when(agreedAt) }))
      return
    }
    if (step !== 'plan') {
      go(stepAfter(step))
      return
    }
    const [missing] = missingOf(draft, format.dayOf(now()))
    if (missing === undefined) finish()
    else {
      go(missing)
      tell(say(`need-${missing}` as 'need-consent'))
    }
  }
}

/** The first statement that is still to be said has the focus: Space marks it. False: all are said, or not shown. */
export function focusUnsaid(): boolean {
  const next = document.querySelector<HTMLInputElement>('.statement input:not(:checked)')
  next?.focus()
  return next !== null
}
