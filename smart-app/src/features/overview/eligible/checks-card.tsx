import type { ReactNode } from 'react'
import { addDays, dayOf } from '#domain/calendar.ts'
import type { Program } from '#domain/enrollment/program.ts'
import { codingsOf, nameOf } from '#domain/fhir/codings.ts'
import { SYSTEM } from '#domain/fhir/canonicals.ts'
import { useApp } from '../../../app/app-context.ts'
import { useCoverage, usePractice, useStaff, useVisits, type StaffPerson } from '../../../data/chart.ts'
import type { ConditionFinding, EligibilityView } from '../../../data/eligibility.ts'
import { reasonWords, ruleTexts } from '../../../data/rule-words.ts'
import { useFormat } from '../../../format/use-format.ts'
import { heardRule } from '../../../say/server-words.ts'
import { useSay } from '../../../say/use-say.ts'
import { Card, Read } from '../../../ui/card.tsx'
import { EvidenceLink, type Evidence } from '../../../ui/evidence.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { suggestedIn } from './beside-cards.tsx'
import { eligibleTexts } from './eligible-texts.ts'

/** The six checks, always in this order, each with what it rests on. */
export function ChecksCard({ view, readAt }: { view: EligibilityView; readAt: number }) {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  return (
    <Card title={say('why')} action={<span className="meta">{say('read', { time: format.time(readAt) })}</span>}>
      <ul className="checks">
        <ConditionsCheck
          conditions={view.conditions}
          eligible={view.programs.some(({ code, eligible }) => code === 'ccm' && eligible)}
        />
        <VisitCheck view={view} />
        <CoverageCheck view={view} />
        <OtherCheck view={view} />
        <AttestationCheck program={suggestedIn(view) ?? 'ccm'} />
        <Check tone="warn" title={say('check-consent')} value={<Missing />}>
          {say('consent-why')}
        </Check>
      </ul>
    </Card>
  )
}

/** What the programme that is suggested asks a practitioner to confirm. APCM is suggested first where CCM is not open. */
function AttestationCheck({ program }: { program: Program }) {
  const say = useSay(eligibleTexts)
  const isNeeded = program !== 'apcm'
  return (
    <Check
      tone={isNeeded ? 'warn' : 'ok'}
      title={say(`check-attest-${program}`)}
      {...(isNeeded && { value: <Missing /> })}
    >
      {say(isNeeded ? 'attest-why' : 'attest-none')}
    </Check>
  )
}

type Tone = 'ok' | 'warn' | 'unknown'

const ICONS: Readonly<Record<Tone, IconName>> = { ok: 'check', warn: 'warn', unknown: 'unknown' }

function Check({
  tone,
  title,
  value,
  children,
}: {
  tone: Tone
  title: string
  value?: ReactNode
  children: ReactNode
}) {
  return (
    <li className="check">
      <span className={tone === 'unknown' ? 'quiet' : `tone-${tone}`}>
        <Icon name={ICONS[tone]} />
      </span>
      <div className="check-words">
        <div className="spread">
          <span className="row-title">{title}</span>
          <span className="check-value">{value}</span>
        </div>
        <div className="quiet fact">{children}</div>
      </div>
    </li>
  )
}

function Missing() {
  const say = useSay(eligibleTexts)
  return <span className="tone-warn num">{say('missing')}</span>
}

function ConditionsCheck({ conditions, eligible }: { conditions: readonly ConditionFinding[]; eligible: boolean }) {
  const say = useSay(eligibleTexts)
  const shown = conditions.filter(({ standing }) => standing !== 'never')
  const counted = shown.filter(({ standing }) => standing === 'counts')
  const evidence = (): Evidence => ({
    statement: say('found', { count: counted.length }),
    sources: shown.map(({ name, code, reason, reference }) => ({
      what: `${name} (${code})`,
      detail: reason,
      reference,
    })),
  })
  return (
    <Check
      tone={eligible ? 'ok' : 'warn'}
      title={say('check-conditions')}
      value={<EvidenceLink evidence={evidence}>{say('found', { count: counted.length })}</EvidenceLink>}
    >
      <ul className="condition-chips">
        {shown.map(({ reference, name, code, standing }) => (
          <li key={reference} className="chip">
            {name} <code>{code}</code>
            {standing === 'review' && <span className="tone-warn">{say('to-confirm')}</span>}
          </li>
        ))}
      </ul>
    </Check>
  )
}

function VisitCheck({ view }: { view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const format = useFormat()
  const { now } = useApp()
  const visits = useVisits(addDays(format.dayOf(now()), -365))
  const practice = usePractice()
  const staff = useStaff()
  const blocked = view.blockers.find(({ code }) => code === 'no-initiating-visit')
  const unread = [visits, staff].find(({ data }) => data === undefined)
  if (!blocked && unread)
    return (
      <Check tone="unknown" title={say('check-visit')}>
        <Read<unknown> query={unread} lines={1}>
          {() => null}
        </Read>
      </Check>
    )
  const seen = visits.data?.find((visit) => isByBiller(visit.participant, staff.data))
  if (blocked || !seen?.period?.start)
    return (
      <Check tone={blocked ? 'warn' : 'unknown'} title={say('check-visit')} value={<Missing />}>
        {blocked ? heardRule(blocked.code, blocked.message.replace(/^[^:]*: /, '')) : say('visit-missing')}
      </Check>
    )
  const day = dayOf(Date.parse(seen.period.start), practice.data?.timeZone ?? format.timeZone)
  const code = codingsOf(seen.type).find(({ system }) => system === SYSTEM.cpt)?.code ?? ''
  const what = `${nameOf(seen.type?.[0])} ${code}`.trim()
  return (
    <Check
      tone="ok"
      title={say('check-visit')}
      value={
        <EvidenceLink
          evidence={() => ({
            statement: `${what}, ${format.day(day)}`,
            sources: [{ what, detail: format.day(day), reference: `Encounter/${seen.id}` }],
          })}
        >
          {format.day(day)}
        </EvidenceLink>
      }
    >
      {say('visit-fine', { what })}
    </Check>
  )
}

function isByBiller(
  participants: readonly { readonly individual?: { readonly reference?: string } }[] | undefined,
  staff: readonly StaffPerson[] | undefined,
): boolean {
  return (
    participants?.some(({ individual }) =>
      staff?.some(({ reference, billing }) => billing && reference === individual?.reference),
    ) ?? false
  )
}

const PAYER = ['coverage-unknown', 'coverage-ended', 'medicare-advantage', 'not-medicare', 'no-mbi', 'access-aligned']

function CoverageCheck({ view }: { view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const rule = useSay(ruleTexts)
  const coverage = useCoverage()
  const blocker = view.blockers.find(({ code }) => PAYER.includes(code))
  const plans = (coverage.data ?? []).filter(({ status }) => status === 'active')
  const names = plans.map((one) => one.class?.[0]?.name ?? nameOf(one.type)).filter((name) => name !== '')
  if (blocker) {
    const unknown = blocker.code === 'coverage-unknown'
    return (
      <Check
        tone={unknown ? 'unknown' : 'warn'}
        title={say('check-coverage')}
        value={<span className="num">{say(unknown ? 'unknown-word' : 'missing')}</span>}
      >
        {reasonWords(blocker, rule)}
      </Check>
    )
  }
  const sources = plans.map((one) => ({
    what: one.class?.[0]?.name ?? nameOf(one.type),
    detail: one.period?.start ?? '',
    reference: `Coverage/${one.id}`,
  }))
  return (
    <Check
      tone="ok"
      title={say('check-coverage')}
      value={<EvidenceLink evidence={() => ({ statement: names.join(', '), sources })}>{say('in-force')}</EvidenceLink>}
    >
      {names.join(', ')}
    </Check>
  )
}

function OtherCheck({ view }: { view: EligibilityView }) {
  const say = useSay(eligibleTexts)
  const other = view.blockers.find(({ code }) => code === 'other-biller')
  if (other)
    return (
      <Check tone="warn" title={say('check-other')} value={<span className="tone-warn num">{say('conflict')}</span>}>
        {heardRule(other.code, other.message)}
      </Check>
    )
  return (
    <Check
      tone="ok"
      title={say('check-other')}
      value={
        <EvidenceLink
          evidence={() => ({ statement: say('check-other'), rule: { text: say('other-fine'), code: 'other-biller' } })}
        >
          {say('checked')}
        </EvidenceLink>
      }
    >
      {say('other-fine')}
    </Check>
  )
}
