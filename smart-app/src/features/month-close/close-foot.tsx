import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { lastDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { claimRows, readClaims, taxIdOf } from '../../data/claims.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icon.tsx'
import { saveCsv } from '../../ui/save-csv.ts'
import { saveFile } from '../../ui/save-file.ts'
import { ServerSaid } from '../../ui/server-said.tsx'
import { byCode, patientsIn, sumOf, type CloseRow } from './close-model.ts'
import { closeTexts } from './close-texts.ts'

/** Exports, and the one act of the page: closing, which says what it does before it does it. */
export function CloseFoot({
  rows,
  month,
  running,
  close,
  reopenAll,
}: {
  readonly rows: readonly CloseRow[]
  readonly month: ServiceMonth
  /** The month has not ended yet. */
  readonly running: boolean
  readonly close: () => void
  readonly reopenAll: () => void
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const open = rows.filter(({ group }) => group === 'billable' || group === 'nothing')
  const closed = rows.some(({ group }) => group === 'closed')
  const name = format.monthName(month)
  if (asking)
    return (
      <Confirm
        className="close-foot asking"
        text={<CloseWords rows={rows} />}
        yes={say('close-now', { month: name })}
        confirm={() => {
          setAsking(false)
          close()
        }}
        cancel={() => {
          setAsking(false)
        }}
      />
    )
  return (
    <footer className="close-foot">
      {closed ? <Exports month={month} /> : <Preview rows={rows} month={month} />}
      {closed && (
        <button type="button" className="link-button" onClick={reopenAll}>
          {say('reopen-all', { month: name })}
        </button>
      )}
      <span className="close-why">
        {running
          ? say('running', { month: name, day: format.day(lastDayOfMonth(month)), zone: format.zoneName() })
          : open.length === 0
            ? say('no-more', { month: name })
            : ''}
      </span>
      {!running && open.length > 0 && (
        <button
          type="button"
          className="plain-button primary"
          onClick={() => {
            setAsking(true)
          }}
        >
          {say('close', { month: name })}
        </button>
      )}
    </footer>
  )
}

function CloseWords({ rows }: { rows: readonly CloseRow[] }) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const billable = rows.filter(({ group }) => group === 'billable')
  return (
    <>
      {say('close-says', {
        count: format.count(patientsIn(billable)),
        units: format.count(byCode(billable).reduce((sum, { units }) => sum + units, 0)),
        amount: format.money(sumOf(billable)),
        held: format.count(patientsIn(rows.filter(({ group }) => group === 'held'))),
      })}
    </>
  )
}

/** Reopening wants a reason. `name`: of the one whose month it is, where it is one's. */
export function ReopenForm({
  count,
  name,
  reopen,
  cancel,
}: {
  readonly count: number
  readonly name: string
  readonly reopen: (reason: string) => void
  readonly cancel: () => void
}) {
  const say = useSay(closeTexts)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const help = useId()
  useEffect(() => {
    field.current?.focus()
  }, [])
  return (
    <form
      className="close-foot asking"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') reopen(reason.trim())
        else {
          setMissing(true)
          field.current?.focus()
        }
      }}
    >
      <p className="close-says">{say('reopen-ask', { count, name })}</p>
      <label className="reopen-why">
        <span>{say('why')}</span>
        <input
          ref={field}
          className="text-field"
          value={reason}
          aria-describedby={help}
          aria-invalid={missing}
          onChange={({ target }) => {
            setReason(target.value)
            setMissing(false)
          }}
          onKeyDown={({ key }) => {
            if (key === 'Escape') cancel()
          }}
        />
        <span id={help} className="meta tone-stop">
          {missing ? say('why-missing') : ''}
        </span>
      </label>
      <button type="button" className="plain-button" onClick={cancel}>
        {say('not-now')}
      </button>
      <button type="submit" className="plain-button primary">
        {say('reopen')}
      </button>
    </form>
  )
}

function Preview({ rows, month }: { rows: readonly CloseRow[]; month: ServiceMonth }) {
  const say = useSay(closeTexts)
  const save = () => {
    const head = ['patient', 'program', 'group', 'minutes', 'codes', 'amount-usd', 'in-the-way']
    const lines = rows.map((row) => [
      row.name,
      row.program,
      row.group,
      row.minutes ?? '',
      row.charges.map(({ code, units }) => `${code}x${String(units)}`).join(' '),
      (row.cents / 100).toFixed(2),
      row.blockers.map(({ code }) => code).join(' '),
    ])
    saveCsv(`month-close-${month}-preview.csv`, [head, ...lines])
  }
  return (
    <button type="button" className="plain-button" onClick={save}>
      <Icon name="download" size={14} /> {say('preview')}
    </button>
  )
}

function Exports({ month }: { month: ServiceMonth }) {
  const say = useSay(closeTexts)
  const why = useWhy()
  const { server } = useApp()
  const [untaxed, setUntaxed] = useState(false)
  const save = useMutation({
    mutationFn: async (as: 'csv' | 'fhir') => {
      const file = await readClaims(server, month)
      setUntaxed(taxIdOf(file.practice) === '')
      if (as === 'csv') saveCsv(`claims-${month}.csv`, claimRows(file))
      else {
        const entry = file.claims.map((resource) => ({ resource }))
        const bundle = { resourceType: 'Bundle', type: 'collection', entry }
        saveFile(`claims-${month}.json`, 'application/fhir+json', JSON.stringify(bundle, null, 2))
      }
    },
  })
  return (
    <>
      {(['csv', 'fhir'] as const).map((as) => (
        <button
          key={as}
          type="button"
          className="plain-button"
          onClick={() => {
            save.mutate(as)
          }}
        >
          <Icon name="download" size={14} /> {say(`claims-${as}`)}
        </button>
      ))}
      {untaxed && (
        <span role="status" className="meta tone-warn">
          {say('no-tax-id')}
        </span>
      )}
      {save.error && (
        <span className="meta tone-stop">
          {say('failed', { why: why(save.error) })} <ServerSaid error={save.error} />
        </span>
      )}
    </>
  )
}
