import type { ServiceMonth } from '#domain/calendar.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { saveCsv } from '../../ui/save-csv.ts'
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

/** Saves the list as it is filtered and sorted. */
export function useSaveList(rows: readonly WorkRow[], view: View, month: ServiceMonth): () => void {
  const staff = useStaff()
  const format = useFormat()
  const say = useSay(worklistTexts)
  const line = (row: WorkRow) => [
    row.name,
    row.recordNumber ?? '',
    row.birthDate ?? '',
    ...(row.program === undefined ? ['', ''] : [programWords(row.program, say), row.totalMinutes]),
    row.next?.code ?? '',
    row.next?.minutesNeeded ?? '',
    row.task?.task.title(format.language) ?? '',
    row.task?.task.due ?? '',
    row.lastContact === undefined ? '' : format.dayOf(row.lastContact),
    row.reviewOn ?? '',
    personOf(staff.data, row.careManager)?.name ?? '',
    row.charges.map(({ code, units }) => `${code}x${String(units)}`).join(' '),
    (worthOf(row) / 100).toFixed(2),
    row.eligible.map((program) => programWords(program, say)).join(' '),
    row.blockers.map(({ code }) => code).join(' '),
  ]
  return () => {
    saveCsv(`worklist-${view}-${month}.csv`, [HEAD, ...rows.map(line)])
  }
}
