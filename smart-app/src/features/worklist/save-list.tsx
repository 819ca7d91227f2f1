import type { ServiceMonth } from '#domain/calendar.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useFormat } from '../../format/use-format.ts'
import type { Language } from '../../say/say.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { saveCsv } from '../../ui/save-csv.ts'
import type { useWorkRows } from './use-work-rows.ts'
import { programWords } from './work-cells.tsx'
import { worthOf, type View, type WorkRow } from './worklist-model.ts'
import { worklistTexts } from './worklist-texts.ts'

const HEAD = [
  'patient',
  'record-number',
  'birth-date',
  'program',
  'minutes',
  'next-code',
  'minutes-needed',
  'next-task',
  'task-due',
  'last-contact',
  'plan-review',
  'care-manager',
  'codes',
  'earned-usd',
  'qualifies-for',
  'in-the-way',
]

/** What of the list's file has been read. */
interface SaveListProps {
  readonly rows: readonly WorkRow[]
  readonly view: View
  readonly month: ServiceMonth
  readonly panel: Pick<ReturnType<typeof useWorkRows>['panel'], 'data' | 'error'>
  readonly tasks: Pick<ReturnType<typeof useWorkRows>['tasks'], 'data' | 'error'>
}

/**
 * Saves the list as it is filtered and sorted, once all of it is read. Where part of it cannot be read, what has come can
 * be saved, and the file's name says that it is not all.
 */
export function SaveList({ rows, view, month, panel, tasks }: SaveListProps) {
  const say = useSay(worklistTexts)
  const announce = useAnnounce()
  const staff = useStaff()
  const line = useLine()
  const isWhole = panel.data?.complete === true && tasks.data !== undefined && staff.data !== undefined
  const isFailed = [panel, tasks, staff].some(({ error }) => error !== null)
  if (!isWhole && !isFailed)
    return (
      <button
        type="button"
        className="plain-button"
        aria-disabled="true"
        onClick={() => {
          announce(say('csv-reading'))
        }}
      >
        <Icon name="download" size={14} /> {say('csv-reading')}
      </button>
    )
  return (
    <button
      type="button"
      className="plain-button"
      onClick={() => {
        saveCsv(`worklist-${view}-${month}${isWhole ? '' : '-incomplete'}.csv`, [HEAD, ...rows.map(line)])
      }}
    >
      <Icon name="download" size={14} /> {say('csv', { count: rows.length })}
    </button>
  )
}

/** A row as a line of the file. What is not known is empty, not nought. */
function useLine(): (row: WorkRow) => readonly (string | number)[] {
  const staff = useStaff()
  const format = useFormat()
  const say = useSay(worklistTexts)
  return (row) => [
    row.name,
    row.recordNumber ?? '',
    row.birthDate ?? '',
    ...(row.program === undefined ? ['', ''] : [programWords(row.program, say), row.totalMinutes]),
    ...nextOf(row, format.language),
    row.lastContact === undefined ? '' : format.dayOf(row.lastContact),
    row.reviewOn ?? '',
    personOf(staff.data, row.careManager)?.name ?? '',
    row.charges.map(({ code, units }) => `${code}x${String(units)}`).join(' '),
    dollarsOf(row),
    row.eligible.map((program) => programWords(program, say)).join(' '),
    row.blockers.map(({ code }) => code).join(' '),
  ]
}

/** The next code and the next task. */
function nextOf({ next, task }: WorkRow, language: Language): readonly (string | number)[] {
  return [
    ...(next ? [next.code, next.minutesNeeded] : ['', '']),
    ...(task ? [task.task.title(language), task.task.due ?? ''] : ['', '']),
  ]
}

function dollarsOf(row: WorkRow): string {
  const worth = worthOf(row)
  return worth === undefined ? '' : (worth / 100).toFixed(2)
}
