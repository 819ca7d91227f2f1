import type { ReactNode } from 'react'
import { personOf, useStaff, type StaffPerson } from '../../data/chart.ts'
import { blockerTexts, blockerWords } from '../../data/blocker-words.ts'
import type { CodeRule } from '../../data/rules.ts'
import { languageName } from '../../data/spoken-language.ts'
import { ageOn, type Format } from '../../format/format.ts'
import { useFormat } from '../../format/use-format.ts'
import type { Say } from '../../say/say.ts'
import { heardRule } from '../../say/server-words.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Column } from '../../ui/virtual-table.tsx'
import { MiniBar } from './mini-bar.tsx'
import { COLUMNS, worthOf, type ColumnId, type View, type WorkRow } from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'

/** What the cells are written with. */
interface Words {
  readonly say: Say<typeof worklistTexts>
  readonly rule: Say<typeof blockerTexts>
  readonly format: Format
  readonly staff: readonly StaffPerson[] | undefined
  readonly rules: readonly CodeRule[]
  readonly today: string
  readonly open: (row: WorkRow) => void
  /** False: nobody knows who has an open task. */
  readonly tasksRead: boolean
}

/** The columns of a view. */
export function useWorkColumns(
  view: View,
  facts: Pick<Words, 'rules' | 'today' | 'open' | 'tasksRead'>,
): readonly Column<WorkRow>[] {
  const say = useSay(worklistTexts)
  const rule = useSay(blockerTexts)
  const format = useFormat()
  const staff = useStaff()
  const words: Words = { say, rule, format, staff: staff.data, ...facts }
  return COLUMNS[view].map((id) => ({
    id,
    title: id === 'way' ? say('way') : id === 'review' ? say('review-on') : say(id),
    sortable: true,
    cell: (row) => CELLS[id](row, words),
    ...SHAPES[id],
  }))
}

/** What has a fixed form has a fixed width; names, tasks and reasons share the rest. */
const SHAPES: Readonly<Record<ColumnId, Partial<Column<WorkRow>>>> = {
  patient: { header: true, width: '18%' },
  minutes: { width: '150px' },
  next: { width: '168px' },
  task: { width: '18%' },
  contact: { width: '74px' },
  way: {},
  program: { from: 'wide', width: '70px' },
  review: { width: '12%' },
  manager: { from: 'wide', width: '126px' },
  qualifies: { width: '16%' },
  outreach: { width: '24%' },
  earned: { width: '24%' },
}

const CELLS: Readonly<Record<ColumnId, (row: WorkRow, words: Words) => ReactNode>> = {
  patient: patientCell,
  minutes: ({ totalMinutes, next, program }, { say }) =>
    program === undefined ? (
      '–'
    ) : (
      <span className="minutes-cell">
        <span className="num">{totalMinutes}</span>
        <MiniBar
          minutes={totalMinutes}
          name={say('minutes-of', { count: totalMinutes })}
          practitioner={next?.by === 'practitioner'}
        />
      </span>
    ),
  next: nextCell,
  task: taskCell,
  contact: ({ lastContact }, { say, format }) =>
    lastContact === undefined ? (
      <span className="quiet">{say('this-month')}</span>
    ) : (
      format.shortDay(format.dayOf(lastContact))
    ),
  way: wayCell,
  program: ({ program }, { say }) => (program === undefined ? '–' : programWords(program, say)),
  review: ({ reviewOn = '' }, { say, format, today }) =>
    reviewOn < today ? (
      <span className="tone-warn">{say('overdue', { day: format.shortDay(reviewOn) })}</span>
    ) : (
      format.weekday(reviewOn)
    ),
  manager: ({ careManager }, { staff }) => personOf(staff, careManager)?.name ?? '–',
  qualifies: ({ eligible }, { say }) => eligible.map((program) => programWords(program, say)).join(', '),
  outreach: ({ outreach }, { say }) => outreachWords(outreach, say),
  earned: (row, words) => (
    <span>
      {worth(worthOf(row), words)}{' '}
      <span className="quiet">
        {row.charges.map(({ code, units }) => (units > 1 ? `${code} × ${String(units)}` : code)).join(', ')}
      </span>
    </span>
  ),
}

function worth(cents: number | undefined, { format, say }: Words): ReactNode {
  if (cents === undefined) return <span className="quiet">{say('no-rate')}</span>
  return <strong className="num">{format.money(cents)}</strong>
}

function patientCell(row: WorkRow, { format, open, today }: Words): ReactNode {
  const { name, birthDate, language } = row
  const age = birthDate === undefined ? [] : [String(ageOn(birthDate, today))]
  const spoken = language === undefined || language.startsWith('en') ? [] : [languageName(language, format.language)]
  return (
    <span className="patient-cell">
      <button
        type="button"
        className="row-open"
        data-open={row.id}
        onClick={() => {
          open(row)
        }}
      >
        {name}
      </button>{' '}
      <span className="quiet">{[...age, ...spoken].join(', ')}</span>
    </span>
  )
}

function nextCell({ next, charges }: WorkRow, { say, format, rules }: Words): ReactNode {
  if (!next) return <span className="quiet">–</span>
  const cents = rules.find(({ code }) => code === next.code)?.cents
  const plus = charges.length > 0 ? '+' : ''
  return (
    <span className="next-cell">
      <strong>{say('min', { count: next.minutesNeeded })}</strong>{' '}
      <span className="quiet">
        {next.code} {cents !== undefined && `${plus}${format.money(cents)}`}
      </span>
    </span>
  )
}

function taskCell({ task }: WorkRow, { say, format, today, tasksRead }: Words): ReactNode {
  if (!task) return <span className="quiet">{tasksRead ? say('no-need') : '…'}</span>
  const { due } = task.task
  const when =
    due === undefined
      ? ''
      : due === today
        ? say('today')
        : due < today
          ? say('overdue', { day: format.shortDay(due) })
          : format.weekday(due)
  return (
    <span className="task-cell">
      <span className="task-title">{task.task.title(format.language)}</span>
      <span className={due !== undefined && due < today ? 'tone-warn' : 'quiet'}>{when}</span>
      {task.count > 1 && <span className="quiet">{say('more', { count: task.count - 1 })}</span>}
    </span>
  )
}

function wayCell({ blockers }: WorkRow, { say, rule }: Words): ReactNode {
  const [first] = blockers
  if (!first) return <span className="quiet">{say('nothing')}</span>
  return (
    <span className="way-cell" title={blockers.map(({ code, message }) => heardRule(code, message)).join(' ')}>
      <span className="tone-warn">
        <Icon name="warn" size={14} />
      </span>{' '}
      {blockerWords(first, rule)}
      {blockers.length > 1 && <span className="quiet"> {say('more', { count: blockers.length - 1 })}</span>}
    </span>
  )
}

/** A programme's short name. */
export function programWords(program: string, say: Say<typeof worklistTexts>): string {
  return program === 'ccm' || program === 'pcm' || program === 'apcm' ? say(program) : program
}

const OUTREACH = ['to-contact', 'attempted', 'unreachable', 'declined', 'consented'] as const

/** How far outreach has come, in words. */
export function outreachWords(outreach: string | undefined, say: Say<typeof worklistTexts>): string {
  const known = OUTREACH.find((state) => state === outreach)
  return say(known ?? 'none')
}
