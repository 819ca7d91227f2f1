import { personOf, useStaff } from '../../data/chart.ts'
import { secondsMissed, type MonthView } from '../../data/month.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useFormat } from '../../format/use-format.ts'
import { saveCsv } from '../../ui/save-csv.ts'
import { missedOf } from './entry-cells.tsx'

/** Saves entries as they are listed. `of`: the month or the day that the list is of, for the file's name. */
export function useSaveCsv(entries: readonly TimeEntry[], view: MonthView | undefined, of: string): () => void {
  const staff = useStaff()
  const format = useFormat()
  return () => {
    const rows = entries.map((entry) => {
      const missed = missedOf(entry, view)
      return [
        entry.day,
        entry.start === undefined ? '' : format.time(entry.start),
        entry.seconds,
        entry.activity,
        personOf(staff.data, entry.owner)?.name ?? entry.owner,
        entry.note,
        missed.map(({ code }) => code).join(' '),
        secondsMissed(missed),
      ]
    })
    const head = ['day', 'from', 'seconds', 'activity', 'person', 'note', 'not-counted', 'seconds-not-counted']
    saveCsv(`time-${of}.csv`, [head, ...rows])
  }
}
