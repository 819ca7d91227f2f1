import { lazy, Suspense, useState } from 'react'
import type { ServiceMonth } from '#domain/calendar.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { useFormat } from '../../format/use-format.ts'
import { Skeleton } from '../../ui/card.tsx'
import { EnrollmentCard } from './enrollment-card.tsx'
import { MonthCard } from './month-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { OpenedSheet, SheetButtons, type Opened } from './sheets.tsx'
import { TasksCard } from './tasks-card.tsx'
import { TeamCard } from './team-card.tsx'

/** What it compares is loaded while the month is read: the rest of the page does not wait for it. */
const NewsCard = lazy(async () => ({ default: (await import('./news-card.tsx')).NewsCard }))

/** This month, or the one that the page was opened for, and what is next; what a call or a visit needs opens beside it. */
export function EnrolledPage({ enrollment }: { enrollment: Enrollment }) {
  const { now } = useApp()
  const format = useFormat()
  const [opened, open] = useState<Opened>()
  const [asked, ask] = useState<ServiceMonth>()
  useErrand('show-month', (errand) => {
    ask(errand.month)
  })
  const latest = format.monthOf(Math.min(now(), (enrollment.end ?? Infinity) - 1))
  const month = asked ?? latest
  return (
    <>
      <div className="overview">
        <MonthCard month={month} latest={latest} show={ask} enrollment={enrollment} />
        <EnrollmentCard enrollment={enrollment} month={month} />
        <PlanCard />
        <TasksCard tools={<SheetButtons enrollment={enrollment} opened={opened} open={open} />} />
        <div className="overview-side">
          <Suspense
            fallback={
              <div className="card">
                <Skeleton lines={4} />
              </div>
            }
          >
            <NewsCard />
          </Suspense>
          <TeamCard />
        </div>
      </div>
      {opened && (
        <OpenedSheet
          opened={opened}
          enrollment={enrollment}
          month={month}
          close={() => {
            open(undefined)
            opened.from.focus()
          }}
        />
      )}
    </>
  )
}
