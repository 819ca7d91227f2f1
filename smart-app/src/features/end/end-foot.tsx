import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { endTexts } from '../../data/end-words.ts'
import type { SupposedEnd } from '../../data/simulation.ts'
import { FhirRefusal } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { ServerSaid } from '../../ui/server-said.tsx'
import { endPageTexts } from './end-page-texts.ts'
import type { EndDraft } from './end-page.tsx'
import { useEnd } from './use-end.ts'

interface FootProps {
  readonly enrollment: Enrollment
  /** The patient's. */
  readonly name: string
  /** On which it ends, as it is shown. */
  readonly day: string
  readonly draft: EndDraft
  /** Undefined while something is missing. */
  readonly end: SupposedEnd | undefined
  readonly focusReasons: () => void
}

/** The one act: pressed too early it says what is missing; then it says what it does, names the patient, and asks once. */
export function EndFoot({ enrollment, name, day, draft, end, focusReasons }: FootProps) {
  const say = useSay(endPageTexts)
  const announce = useAnnounce()
  const [, go] = useLocation()
  const [asking, setAsking] = useState(false)
  const [hint, setHint] = useState('')
  const ending = useEnd(() => {
    announce(say('ended'))
    go('/overview')
  })
  const words = useQuestion({ enrollment, name, day, end })
  if (asking && end)
    return (
      <Confirm
        className="end-foot asking"
        text={words}
        yes={say('end-now')}
        cancel={() => {
          setAsking(false)
        }}
        confirm={() => {
          setAsking(false)
          ending.mutate({ ...end, enrollment: enrollment.reference, note: draft.note.trim() })
        }}
      />
    )
  return (
    <footer className="end-foot">
      {ending.error && <Refused error={ending.error} />}
      <button
        type="button"
        className="plain-button big"
        onClick={() => {
          go('/overview')
        }}
      >
        {say('stays')}
      </button>
      <span className="end-hint" aria-live="polite">
        {end === undefined ? hint : ''}
      </span>
      <button
        type="button"
        className="plain-button primary big"
        aria-disabled={ending.isPending}
        onClick={() => {
          if (ending.isPending) return
          if (end !== undefined) setAsking(true)
          else {
            setHint(say(draft.reason === undefined ? 'need-reason' : 'bad-day'))
            if (draft.reason === undefined) focusReasons()
          }
        }}
      >
        {say(ending.isPending ? 'ending' : 'end')}
      </button>
    </footer>
  )
}

function useQuestion({ enrollment, name, day, end }: Omit<FootProps, 'draft' | 'focusReasons'>): string {
  const say = useSay(endPageTexts)
  const reason = useSay(endTexts)
  const format = useFormat()
  if (!end) return ''
  return say('asks', {
    program: enrollment.program.toUpperCase(),
    name,
    day: format.day(day),
    reason: reason(end.reason),
  })
}

function Refused({ error }: { error: Error }) {
  const say = useSay(endPageTexts)
  const why = useWhy()
  const reasons = error instanceof FhirRefusal ? error.reasons : [{ message: why(error) }]
  return (
    <div className="end-refused" role="alert">
      <p>
        <Icon name="refused" /> <strong>{say('refused')}</strong>
      </p>
      {reasons.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
      <ServerSaid error={error} />
    </div>
  )
}
