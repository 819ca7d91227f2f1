import { useMutation, useQuery } from '@tanstack/react-query'
import { addMonths, type ServiceMonth } from '#domain/calendar.ts'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { useEnrollment } from '../../data/enrollment.ts'
import { readMonth, totalOf, type MonthView } from '../../data/month.ts'
import { reasonWords, ruleTexts } from '../../data/rule-words.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ServerSaid } from '../../ui/server-said.tsx'
import { recordTexts } from './record-texts.ts'

const SHOWN = 12

interface ReadMonth {
  readonly month: ServiceMonth
  readonly view: MonthView
}

/** The months since enrollment, newest first, each with its audit packet. */
export function MonthsCard() {
  const say = useSay(recordTexts)
  const months = useMonths()
  return (
    <Card title={say('months')} className="record-months">
      <Read query={months} lines={5}>
        {(list) =>
          list.length === 0 ? <p className="quiet fact">{say('no-months')}</p> : <MonthTable months={list} />
        }
      </Read>
    </Card>
  )
}

function useMonths() {
  const { server, now } = useApp()
  const patient = usePatientId()
  const format = useFormat()
  const history = useEnrollment()
  const starts = (history.data?.enrollments ?? []).flatMap(({ start }) => start ?? [])
  const first = starts.length === 0 ? undefined : format.monthOf(Math.min(...starts))
  const current = format.monthOf(now())
  return useQuery({
    queryKey: ['month', patient, 'all', first, current],
    enabled: history.data !== undefined,
    queryFn: async (): Promise<readonly ReadMonth[]> => {
      if (first === undefined) return []
      const months = Array.from({ length: SHOWN }, (_, back) => addMonths(current, -back)).filter(
        (month) => month >= first,
      )
      return Promise.all(months.map(async (month) => ({ month, view: await readMonth(server, patient, month) })))
    },
  })
}

function MonthTable({ months }: { months: readonly ReadMonth[] }) {
  const say = useSay(recordTexts)
  return (
    <div className="record-scroll" tabIndex={0} role="region" aria-label={say('months')}>
      <table className="record-table">
        <caption className="sr-only">{say('months')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('month')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col" className="right">
              {say('minutes')}
            </th>
            <th scope="col">{say('charges')}</th>
            <th scope="col" className="right">
              {say('worth')}
            </th>
            <th scope="col">
              <span className="sr-only">{say('packet')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <MonthRow key={one.month} month={one.month} view={one.view} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const STATES = ['open', 'ready', 'needs-attention', 'closed', 'submitted', 'paid', 'denied', 'reopened'] as const

function MonthRow({ month, view }: ReadMonth) {
  const say = useSay(recordTexts)
  const rule = useSay(ruleTexts)
  const format = useFormat()
  const state = STATES.find((known) => known === view.state) ?? 'none'
  const [blocker] = view.blockers
  const held = state === 'needs-attention' || state === 'denied'
  return (
    <tr>
      <th scope="row">{format.month(month)}</th>
      <td>
        <span className={held ? 'chip warn' : state === 'open' || state === 'none' ? 'chip' : 'chip ok'}>
          {say(`state-${state}`)}
        </span>
        {blocker && state !== 'none' && <span className="meta record-why">{reasonWords(blocker, rule)}</span>}
      </td>
      <td className="right num">{view.totalMinutes}</td>
      <td>{view.charges.map(({ code, units }) => (units > 1 ? `${code} × ${units}` : code)).join(', ') || '–'}</td>
      <td className="right">{view.charges.length > 0 ? format.money(totalOf(view.charges)) : '–'}</td>
      <td className="right">{state !== 'none' && <Packet month={month} />}</td>
    </tr>
  )
}

/** The month's audit packet as a PDF. */
function Packet({ month }: { month: ServiceMonth }) {
  const say = useSay(recordTexts)
  const why = useWhy()
  const format = useFormat()
  const { server } = useApp()
  const patient = usePatientId()
  const make = useMutation({
    mutationFn: async () => {
      const answer = await server.send('GET', `Patient/${patient}/$ccm-audit?month=${month}`, {
        headers: { accept: 'application/pdf' },
      })
      saveFile(`audit-${month}.pdf`, 'application/pdf', await answer.arrayBuffer())
    },
  })
  return (
    <>
      <button
        type="button"
        className="plain-button"
        aria-label={say('packet-of', { month: format.month(month) })}
        onClick={() => {
          make.mutate()
        }}
      >
        <Icon name="download" size={14} /> {make.isPending ? say('packet-making') : 'PDF'}
      </button>
      {make.error && (
        <span className="meta tone-stop record-why">
          {say('packet-failed', { why: why(make.error) })} <ServerSaid error={make.error} />
        </span>
      )}
    </>
  )
}
