import { useState } from 'react'
import { addMonths, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import type { CloseProgress } from '../../data/close.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Failed, Skeleton } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CloseOutcome } from './close-outcome.tsx'
import { CodesCard, HeldCard } from './close-cards.tsx'
import { CloseFoot, ReopenForm } from './close-foot.tsx'
import { patientsIn, type CloseRow } from './close-model.ts'
import { ClosePatients, type Shown } from './close-patients.tsx'
import { CloseSummary } from './close-summary.tsx'
import { closeTexts } from './close-texts.ts'
import { useCheck, useClosing, useReopening } from './use-close.ts'
import './month-close.css'

let left: { readonly month: ServiceMonth; readonly shown: Shown } | undefined

/** Check, close, done: one page for a practice's month. */
export function MonthClosePage() {
  const { now } = useApp()
  const format = useFormat()
  const current = format.monthOf(now())
  const [month, setMonth] = useState(left?.month ?? addMonths(current, -1))
  const choose = (next: ServiceMonth) => {
    left = { month: next, shown: { group: undefined } }
    setMonth(next)
  }
  return <OneMonth key={month} month={month} current={current} choose={choose} />
}

function OneMonth({
  month,
  current,
  choose,
}: {
  readonly month: ServiceMonth
  readonly current: ServiceMonth
  readonly choose: (month: ServiceMonth) => void
}) {
  const { check, panel, lines, progress, failed } = useCheck(month)
  const close = useClosing(month)
  const reopening = useReopening(month)
  const [asked, setAsked] = useState<readonly CloseRow[]>()
  return (
    <div className="close">
      <MonthHead
        month={month}
        current={current}
        choose={choose}
        rows={lines}
        at={check.dataUpdatedAt}
        busy={check.isFetching}
        again={() => {
          void check.refetch()
          void panel.refetch()
        }}
      />
      <CloseOutcome close={close} reopening={reopening} month={month} />
      {lines && check.data ? (
        <Done
          rows={lines}
          month={month}
          result={check.data}
          running={month >= current}
          closing={close.closing.isPending}
          close={() => {
            // What is told is of what was done last.
            reopening.reset()
            close.closing.mutate()
          }}
          reopen={setAsked}
          asked={asked}
          reopenNow={(reason) => {
            close.closing.reset()
            if (asked) reopening.mutate({ patients: [...new Set(asked.map(({ id }) => id))], reason })
            setAsked(undefined)
          }}
        />
      ) : failed ? (
        <Failed
          error={failed}
          again={() => {
            void check.refetch()
            void panel.refetch()
          }}
        />
      ) : (
        <section className="card">
          <ProgressLine progress={progress} />
          <Skeleton lines={6} />
        </section>
      )}
    </div>
  )
}

function Done({
  rows,
  month,
  result,
  running,
  closing,
  close,
  reopen,
  asked,
  reopenNow,
}: {
  readonly rows: readonly CloseRow[]
  readonly month: ServiceMonth
  readonly result: Parameters<typeof CloseSummary>[0]['result']
  readonly running: boolean
  readonly closing: boolean
  readonly close: () => void
  readonly reopen: (rows: readonly CloseRow[] | undefined) => void
  readonly asked: readonly CloseRow[] | undefined
  readonly reopenNow: (reason: string) => void
}) {
  const [shown, setShown] = useState<Shown>(left?.month === month ? left.shown : { group: undefined })
  const change = (next: Shown) => {
    left = { month, shown: next }
    setShown(next)
  }
  const show = (next: Shown) => {
    change(next)
    const list = document.getElementById('close-list')
    list?.scrollIntoView({ block: 'start' })
    list?.focus({ preventScroll: true })
  }
  const near = rows.filter(({ group, next }) => group === 'nothing' && next !== undefined && next.minutesNeeded <= NEAR)
  const charged = rows.filter(({ group }) => group === 'billable' || group === 'closed')
  return (
    <>
      <div className="close-body">
        <CloseSummary
          rows={rows}
          month={month}
          result={result}
          show={(group) => {
            show({ group })
          }}
        />
        <HeldCard
          rows={rows.filter(({ group }) => group === 'held')}
          near={near.length}
          month={month}
          show={(code) => {
            show({ group: 'held', code })
          }}
        />
        <CodesCard rows={charged} month={month} />
        <ClosePatients
          rows={rows}
          shown={shown}
          change={change}
          month={month}
          reopen={(row) => {
            reopen([row])
          }}
        />
      </div>
      {asked ? (
        <ReopenForm
          count={patientsIn(asked)}
          name={asked[0]?.name ?? ''}
          reopen={reopenNow}
          cancel={() => {
            reopen(undefined)
          }}
        />
      ) : (
        !closing && (
          <CloseFoot
            rows={rows}
            month={month}
            running={running}
            close={close}
            reopenAll={() => {
              reopen(rows.filter(({ group }) => group === 'closed'))
            }}
          />
        )
      )}
    </>
  )
}

/** Minutes: who ended so near a code is worth a second look. */
const NEAR = 5

function MonthHead({
  month,
  current,
  choose,
  rows,
  at,
  busy,
  again,
}: {
  readonly month: ServiceMonth
  readonly current: ServiceMonth
  readonly choose: (month: ServiceMonth) => void
  readonly rows: readonly CloseRow[] | undefined
  readonly at: number
  readonly busy: boolean
  readonly again: () => void
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  return (
    <header className="close-head">
      <h1 className="sr-only">
        {say('title')}, {format.month(month)}
      </h1>
      <button
        type="button"
        className="plain-button"
        aria-label={say('before')}
        onClick={() => {
          choose(addMonths(month, -1))
        }}
      >
        <Icon name="back" />
      </button>
      <strong className="close-month" aria-hidden="true">
        {format.month(month)}
      </strong>
      {month < current && (
        <button
          type="button"
          className="plain-button"
          aria-label={say('after')}
          onClick={() => {
            choose(addMonths(month, 1))
          }}
        >
          <Icon name="chevron" />
        </button>
      )}
      <HeadState rows={rows} busy={busy} />
      {rows && (
        <span className="quiet">{say('when', { time: format.time(at), count: format.count(patientsIn(rows)) })}</span>
      )}
      <button type="button" className="plain-button close-again" onClick={again}>
        {say('again')}
      </button>
    </header>
  )
}

function HeadState({ rows, busy }: { rows: readonly CloseRow[] | undefined; busy: boolean }) {
  const say = useSay(closeTexts)
  if (!rows || busy) return <span className="chip info">{say('checking')}</span>
  const closed = rows.filter(({ group }) => group === 'closed').length
  if (closed === 0)
    return (
      <span className="chip info">
        <Icon name="info" size={14} /> {say('checked')}
      </span>
    )
  return <span className="chip ok">{closed === rows.length ? say('closed') : say('partly')}</span>
}

function ProgressLine({ progress }: { progress: CloseProgress | undefined }) {
  const say = useSay(closeTexts)
  if (!progress || progress.total === 0) return null
  return (
    <p className="quiet">
      {say('checking')}: {progress.done} / {progress.total}
    </p>
  )
}
