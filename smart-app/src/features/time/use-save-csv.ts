import { personOf, useStaff } from '../../data/chart.ts'
import type { MonthView } from '../../data/month.ts'
import type { TimeEntry } from '../../data/time-entries.ts'
import { useFormat } from '../../format/use-format.ts'
import { saveFile } from '../../ui/save-file.ts'

/** Saves entries as they are listed. `of`: the month or the day that the list is of, for the file's name. */
export function useSaveCsv(entries: readonly TimeEntry[], view: MonthView | undefined, of: string): () => void {
  const staff = useStaff()
  const format = useFormat()
  return () => {
    const rows = entries.map((entry) => {
      const missed = view?.notCounted.find(({ task }) => task === entry.reference)
      return [
        entry.day,
        entry.start === undefined ? '' : format.time(entry.start),
        String(entry.seconds),
        entry.activity,
        personOf(staff.data, entry.owner)?.name ?? entry.owner,
        entry.note,
        missed ? missed.code : '',
        missed ? String(missed.minutes) : '0',
      ]
    })
    const head = ['day', 'from', 'seconds', 'activity', 'person', 'note', 'not-counted', 'minutes-not-counted']
    saveFile(`time-${of}.csv`, 'text/csv', [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n'))
  }
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
