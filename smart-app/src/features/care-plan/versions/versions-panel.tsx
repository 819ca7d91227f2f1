import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../../app/app-context.ts'
import { personOf, useStaff } from '../../../data/chart.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { activityName, useInForce, useRevisions, type StoredRevision } from '../../../data/revisions.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Read } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Differences } from './differences.tsx'
import { useDifference } from './use-difference.ts'
import { versionTexts } from './version-texts.ts'

/** Two states of the plan; `until` absent: as it is now. */
export interface Compared {
  readonly from: string
  readonly until: string | undefined
}

interface VersionsPanelProps {
  readonly reading: PlanReading
  readonly readAt: number
  /** What is compared at first. */
  readonly first: Compared
  readonly close: () => void
}

/** What changed between any two versions, who stood up for them and why, and which was in force on a day. */
export function VersionsPanel({ reading: { plan }, readAt, first, close }: VersionsPanelProps) {
  const say = useSay(versionTexts)
  const panel = useRef<HTMLElement>(null)
  const [{ from, until }, setCompared] = useState(first)
  const revisions = useRevisions(plan.id, plan.meta?.versionId ?? '')
  const difference = useDifference(plan.id, { from, to: until, readAt })
  useEffect(() => {
    setCompared(first)
    panel.current?.focus()
  }, [first])
  return (
    <section
      ref={panel}
      className="card plan-panel"
      aria-labelledby="versions-title"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header className="card-head">
        <h2 id="versions-title">{say('title')}</h2>
        {difference.data && <span className="chip">{say('changes-count', { count: difference.data.length })}</span>}
        <span className="card-action">
          <button type="button" className="icon-button" aria-label={say('close')} onClick={close}>
            <Icon name="cross" />
          </button>
        </span>
      </header>
      <Read query={revisions} lines={2}>
        {(list) => (
          <>
            <Chosen list={list} compared={{ from, until }} choose={setCompared} />
            <WhoAndWhy revision={list.find(({ version }) => version === (until ?? list.at(-1)?.version))} />
          </>
        )}
      </Read>
      <Read query={difference} lines={4}>
        {(changes) => <Differences changes={changes} />}
      </Read>
      <InForceOn plan={plan.id} version={plan.meta?.versionId ?? ''} />
    </section>
  )
}

function Chosen({
  list,
  compared: { from, until },
  choose,
}: {
  list: readonly StoredRevision[]
  compared: Compared
  choose: (compared: Compared) => void
}) {
  const say = useSay(versionTexts)
  const format = useFormat()
  const options = list.toReversed().map(({ version, at }) => ({
    value: version,
    label: say('version-option', {
      number: version,
      day: at === '' ? '' : `${format.day(at)} ${format.time(at)}`,
    }),
  }))
  return (
    <div className="field-row">
      <NativeSelect
        className="grow"
        label={say('from-version')}
        data={options}
        value={from}
        onChange={(event) => {
          choose({ from: event.currentTarget.value, until })
        }}
      />
      <NativeSelect
        className="grow"
        label={say('to-version')}
        data={[{ value: '', label: say('now') }, ...options]}
        value={until ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          choose({ from, until: chosen === '' ? undefined : chosen })
        }}
      />
    </div>
  )
}

/** What the later version did, by whom, when and why. */
function WhoAndWhy({ revision }: { revision: StoredRevision | undefined }) {
  const say = useSay(versionTexts)
  const format = useFormat()
  const staff = useStaff()
  if (!revision) return null
  const { version, at, by, activity, why, substantial } = revision
  const what = [
    activityName(activity, format.language),
    at !== '' && `${format.day(at)} ${format.time(at)}`,
    personOf(staff.data, by)?.name ?? by,
    substantial && activity !== 'substantially-revised' && say('in-substance'),
    why,
  ]
  return <p className="fact quiet">{say('who-and-why', { number: version, what: what.filter(Boolean).join(' · ') })}</p>
}

function InForceOn({ plan, version }: { plan: string; version: string }) {
  const say = useSay(versionTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const [typed, setTyped] = useState('')
  const day = parseDay(typed, today)
  const inForce = useInForce(plan, version, day)
  const wrong = typed.trim().length > 4 && day === undefined
  return (
    <div className="field-row in-force">
      <TextInput
        className="field-narrow"
        label={say('in-force-on')}
        placeholder={format.day(today)}
        autoComplete="off"
        value={typed}
        error={wrong ? say('bad-day') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <p className="fact" role="status">
        {day !== undefined &&
          inForce.data !== undefined &&
          (inForce.data === null
            ? say('in-force-none', { day: format.day(day) })
            : say('in-force-was', { number: inForce.data, day: format.day(day) }))}
      </p>
    </div>
  )
}
