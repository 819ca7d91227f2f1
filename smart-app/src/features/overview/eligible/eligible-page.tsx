import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { extensionOf } from '#domain/fhir/extensions.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { useApp } from '../../../app/app-context.ts'
import { leaveErrand, useErrand } from '../../../app/errand.ts'
import { useEligibility, type EligibilityView } from '../../../data/eligibility.ts'
import { useEnrollment } from '../../../data/enrollment.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Read } from '../../../ui/card.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { useKeys } from '../../../ui/use-keys.ts'
import { AskedCard, ProgramsCard, ShareCard } from './beside-cards.tsx'
import { ChecksCard } from './checks-card.tsx'
import './eligible.css'
import { eligibleTexts } from './eligible-texts.ts'
import { LaterForm } from './later-form.tsx'
import { verdictOf, type EarlierNo, type Verdict } from './verdict.ts'

/** Does the patient qualify, why, what is missing? One sentence, one button. */
export function EligiblePage({ outreach }: { outreach: Enrollment | undefined }) {
  const eligibility = useEligibility()
  return (
    <Read query={eligibility} lines={8}>
      {(view) => (
        <div className="eligible">
          <VerdictStrip view={view} outreach={outreach} />
          <ChecksCard view={view} readAt={eligibility.dataUpdatedAt} />
          <div className="eligible-side">
            <ProgramsCard view={view} />
            <ShareCard view={view} />
            <AskedCard />
          </div>
        </div>
      )}
    </Read>
  )
}

function VerdictStrip({ view, outreach }: { view: EligibilityView; outreach: Enrollment | undefined }) {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  const { now, rights } = useApp()
  const [, go] = useLocation()
  const [later, setLater] = useState(false)
  useErrand('record-no', () => {
    setLater(true)
  })
  const no = useEarlierNo(outreach)
  const verdict = verdictOf(view, format.dayOf(now()), no)
  const program = programFor(verdict)
  const enroll = () => {
    leaveErrand({ to: 'enroll', program: program ?? 'ccm' })
    go('/enroll')
  }
  const open = rights.care && program !== undefined
  useKeys({ e: enroll }, open)
  return (
    <section className={`verdict verdict-${verdict.kind}`}>
      <span className="verdict-mark">
        <Icon name={MARKS[verdict.kind]} size={22} />
      </span>
      <div className="verdict-words">
        <h2>{useVerdictWords(verdict)}</h2>
        <p className="quiet fact">{useLeftToDo(view, verdict)}</p>
      </div>
      {open && !later && (
        <span className="verdict-acts">
          <button
            type="button"
            className="plain-button big"
            onClick={() => {
              setLater(true)
            }}
          >
            {say('later')}
          </button>
          <button
            type="button"
            className={verdict.kind === 'declined' ? 'plain-button big' : 'plain-button primary big'}
            onClick={enroll}
          >
            {say('enroll', { program: program.toUpperCase() })}
            <span className="key" aria-hidden="true">
              E
            </span>
          </button>
        </span>
      )}
      {later && (
        <LaterForm
          program={program ?? 'ccm'}
          outreach={outreach}
          close={() => {
            setLater(false)
          }}
        />
      )}
    </section>
  )
}

const MARKS: Readonly<Record<Verdict['kind'], IconName>> = {
  qualifies: 'check',
  unknown: 'unknown',
  'does-not': 'minus',
  declined: 'clock',
  'other-biller': 'refused',
  deceased: 'minus',
}

function programFor(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case 'qualifies':
      return verdict.program
    case 'does-not':
      return verdict.fits
    case 'unknown':
    case 'declined':
      return 'ccm'
    default:
      return undefined
  }
}

function useVerdictWords(verdict: Verdict): ReactNode {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  switch (verdict.kind) {
    case 'qualifies':
      return say('qualifies', { program: verdict.program.toUpperCase() })
    case 'unknown':
      return say('unknown', { what: say(verdict.what) })
    case 'declined':
      return verdict.until === undefined
        ? say('declined', { day: format.day(verdict.at) })
        : say('declined-until', { day: format.day(verdict.at), until: format.day(verdict.until) })
    case 'does-not':
      return [
        say('does-not', {
          why: verdict.counted === 0 ? say('found-none') : say('found-conditions', { count: verdict.counted }),
        }),
        verdict.fits !== undefined && say('may-fit', { program: verdict.fits.toUpperCase() }),
      ]
        .filter(Boolean)
        .join(' ')
    default:
      return say(verdict.kind)
  }
}

function useLeftToDo(view: EligibilityView, verdict: Verdict): string {
  const say = useSay(eligibleTexts)
  if (verdict.kind !== 'qualifies' && verdict.kind !== 'unknown') return ''
  const visit = view.blockers.some(
    ({ code, message }) => code === 'no-initiating-visit' && message.startsWith('Chronic'),
  )
  const left = [say('left-consent'), say('left-attest'), ...(visit ? [say('left-visit')] : [])]
  const last = left.pop() ?? ''
  return say('left-to-do', { what: `${left.join(', ')}${say('and')}${last}` })
}

/** A no that somebody recorded: when, and from when one may ask again. */
function useEarlierNo(outreach: Enrollment | undefined): EarlierNo | undefined {
  const history = useEnrollment()
  if (outreach?.state !== 'declined') return undefined
  const episode = history.data?.episodes.find(({ id }) => `EpisodeOfCare/${id}` === outreach.reference)
  return episode && { at: whenDeclined(episode), until: extensionOf(episode, 'ccm-do-not-ask-until')?.valueDate }
}

function whenDeclined(episode: EpisodeOfCare): string {
  const last = episode.statusHistory?.findLast(({ status }) => status === 'cancelled')
  return last?.period.start ?? episode.period?.start ?? ''
}
