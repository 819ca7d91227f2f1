import { useMutation } from '@tanstack/react-query'
import type { ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { useOpenFromList } from '../../app/back-to-list.tsx'
import { leaveErrand } from '../../app/errand.ts'
import { blockerTexts, blockerWords } from '../../data/blocker-words.ts'
import { useFormat } from '../../format/use-format.ts'
import { heardRule } from '../../say/server-words.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Icon } from '../../ui/icon.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx'
import { GROUPS, PAGES_OF_MONTH, pageOfFix, type CloseRow, type Group } from './close-model.ts'
import { closeTexts } from './close-texts.ts'

/** Which patients are listed: a group, and of the held those of one reason. */
export interface Shown {
  readonly group: Group | undefined
  readonly code?: string
}

/** The month's patients, each with the way to the fix, the packet or the reopening. */
export function ClosePatients({
  rows,
  shown,
  change,
  month,
  reopen,
}: {
  readonly rows: readonly CloseRow[]
  readonly shown: Shown
  readonly change: (shown: Shown) => void
  readonly month: ServiceMonth
  readonly reopen: (row: CloseRow) => void
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const open = useOpenAt(month)
  const columns = useColumns(month, { reopen, open })
  const listed = rows.filter(
    ({ group, blockers }) =>
      (shown.group === undefined || group === shown.group) &&
      (shown.code === undefined || blockers[0]?.code === shown.code),
  )
  return (
    <section className="card close-list" id="close-list" tabIndex={-1} aria-label={say('list')}>
      <header className="card-head">
        <h2>{say('list')}</h2>
        <div className="close-groups" role="group" aria-label={say('list-of')}>
          {[undefined, ...GROUPS].map((group) => (
            <button
              key={group ?? 'all'}
              type="button"
              className={group === shown.group ? 'chip info' : 'chip'}
              aria-pressed={group === shown.group}
              onClick={() => {
                change({ group })
              }}
            >
              {group === undefined ? say('all') : say(`state-${group}`)}{' '}
              {format.count(group === undefined ? rows.length : rows.filter((row) => row.group === group).length)}
            </button>
          ))}
        </div>
      </header>
      {listed.length === 0 ? (
        <p className="quiet fact">{say('no-rows')}</p>
      ) : (
        <VirtualTable
          caption={say('list')}
          columns={columns}
          rows={listed}
          keyOf={({ id, program }) => `${id} ${program}`}
        />
      )}
    </section>
  )
}

/** Opens a patient at the month that is closed: what is to be mended is that one's, not the running one's. */
function useOpenAt(month: ServiceMonth): (patient: string, page?: string) => void {
  const open = useOpenFromList()
  return (patient, page = '/overview') => {
    if (PAGES_OF_MONTH.includes(page)) leaveErrand({ to: 'show-month', month })
    open(patient, page)
  }
}

function useColumns(
  month: ServiceMonth,
  {
    reopen,
    open,
  }: { readonly reopen: (row: CloseRow) => void; readonly open: (patient: string, page?: string) => void },
): readonly Column<CloseRow>[] {
  const say = useSay(closeTexts)
  const format = useFormat()
  return [
    {
      id: 'patient',
      title: say('patient'),
      header: true,
      width: '24%',
      cell: (row) => (
        <button
          type="button"
          className="row-open"
          onClick={() => {
            open(row.id, row.group === 'held' ? pageOfFix(row.blockers[0]?.code) : '/overview')
          }}
        >
          {row.name}
          {row.isOneOfTwo && <span className="quiet"> · {row.program.toUpperCase()}</span>}
        </button>
      ),
    },
    { id: 'minutes', title: say('minutes'), align: 'right', width: '9%', cell: ({ minutes }) => minutes ?? '–' },
    { id: 'state', title: say('state'), cell: (row) => <StateCell row={row} /> },
    {
      id: 'charges',
      title: say('charges'),
      width: '18%',
      cell: ({ charges }) =>
        charges.map(({ code, units }) => (units > 1 ? `${code} × ${String(units)}` : code)).join(', ') || '–',
    },
    {
      id: 'amount',
      title: say('amount'),
      align: 'right',
      width: '10%',
      cell: ({ cents }) => (cents > 0 ? format.money(cents) : '–'),
    },
    {
      id: 'do',
      title: <span className="sr-only">{say('show')}</span>,
      align: 'right',
      width: '20%',
      cell: (row) => <RowActions row={row} month={month} reopen={reopen} open={open} />,
    },
  ]
}

/** Whose month it is, of which program where the patient has two. */
function useRowName(): (row: CloseRow) => string {
  const say = useSay(closeTexts)
  return ({ name, program, isOneOfTwo }) =>
    isOneOfTwo ? say('name-in', { name, program: program.toUpperCase() }) : name
}

function StateCell({ row }: { row: CloseRow }) {
  const say = useSay(closeTexts)
  const words = useSay(blockerTexts)
  const { group, blockers, next } = row
  if (group === 'held')
    return (
      <span title={blockers.map(({ code, message }) => heardRule(code, message)).join(' ')}>
        <span className="tone-warn">
          <Icon name="warn" size={14} />
        </span>{' '}
        {blockers.map((reason) => blockerWords(reason, words)).join(', ')}
      </span>
    )
  if (group === 'nothing')
    return (
      <span className="quiet">
        {say('state-nothing')}
        {next && `, ${say('short', { count: next.minutesNeeded, code: next.code })}`}
      </span>
    )
  return <span className={group === 'closed' ? 'chip ok' : 'chip info'}>{say(`state-${group}`)}</span>
}

function RowActions({
  row,
  month,
  reopen,
  open,
}: {
  readonly row: CloseRow
  readonly month: ServiceMonth
  readonly reopen: (row: CloseRow) => void
  readonly open: (patient: string, page?: string) => void
}) {
  const say = useSay(closeTexts)
  const nameOf = useRowName()
  return (
    <span className="row-actions">
      {row.group === 'held' && (
        <button
          type="button"
          className="link-button"
          aria-label={say('fix-of', { name: nameOf(row) })}
          onClick={() => {
            open(row.id, pageOfFix(row.blockers[0]?.code))
          }}
        >
          {say('fix')} <Icon name="chevron" size={14} />
        </button>
      )}
      {row.group === 'closed' && (
        <button
          type="button"
          className="link-button"
          aria-label={say('reopen-of', { name: nameOf(row) })}
          onClick={() => {
            reopen(row)
          }}
        >
          {say('reopen')}
        </button>
      )}
      <Packet row={row} month={month} />
    </span>
  )
}

function Packet({ row, month }: { row: CloseRow; month: ServiceMonth }) {
  const say = useSay(closeTexts)
  const nameOf = useRowName()
  const why = useWhy()
  const { server } = useApp()
  const make = useMutation({
    mutationFn: async () => {
      const answer = await server.send('GET', `Patient/${row.id}/$ccm-audit?month=${month}&program=${row.program}`, {
        headers: { accept: 'application/pdf' },
      })
      saveFile(
        `audit-${month}-${row.id}${row.isOneOfTwo ? `-${row.program}` : ''}.pdf`,
        'application/pdf',
        await answer.arrayBuffer(),
      )
    },
  })
  return (
    <button
      type="button"
      className="link-button"
      aria-label={say('packet-of', { name: nameOf(row) })}
      {...(make.error && { title: say('packet-failed', { why: why(make.error) }) })}
      onClick={() => {
        make.mutate()
      }}
    >
      <Icon name={make.isError ? 'warn' : 'download'} size={14} /> {make.isPending ? say('making') : say('packet')}
    </button>
  )
}
