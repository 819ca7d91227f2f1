import { useMemo } from 'react'
import { addDays, type ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { daysLeft } from '../../data/month.ts'
import { usePanel } from '../../data/panel.ts'
import { usePracticeTasks } from '../../data/practice-tasks.ts'
import { useFormat } from '../../format/use-format.ts'
import { belongs, ofEachView, REVIEW_DAYS, type WorkRow } from './worklist-model.ts'

/** The day of the list, and what of the month is left. */
export interface ListDay {
  readonly today: string
  readonly month: ServiceMonth
  /** Days of the month that are left, today among them. */
  readonly left: number
}

/** Today on the practice's clock. */
export function useListDay(): ListDay {
  const { now } = useApp()
  const format = useFormat()
  const today = format.dayOf(now())
  const month = format.monthOf(now())
  return { today, month, left: daysLeft(today) }
}

/** Everybody of the practice with what is next, sorted into the views. */
export function useWorkRows({ today, month }: ListDay) {
  const panel = usePanel(month)
  const tasks = usePracticeTasks()
  const [read, due] = [panel.data, tasks.data]
  const byView = useMemo(() => {
    const rows: readonly WorkRow[] = (read?.rows ?? []).map((row) => ({ ...row, task: due?.get(row.id) }))
    const day = { today, ahead: addDays(today, REVIEW_DAYS) }
    return ofEachView((view) => rows.filter((row) => belongs(view, row, day)))
  }, [read, due, today])
  return { panel, tasks, byView }
}
