import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { useFormat } from '../../format/use-format.ts'
import { EnrollmentCard } from './enrollment-card.tsx'
import { MonthCard } from './month-card.tsx'
import { NewsCard } from './news-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { TasksCard } from './tasks-card.tsx'
import { TeamCard } from './team-card.tsx'

/** This month, and what is next. */
export function EnrolledPage({ enrollment }: { enrollment: Enrollment }) {
  const { now } = useApp()
  const format = useFormat()
  const month = format.monthOf(Math.min(now(), (enrollment.end ?? Infinity) - 1))
  return (
    <div className="overview">
      <MonthCard month={month} enrollment={enrollment} />
      <EnrollmentCard enrollment={enrollment} month={month} />
      <PlanCard />
      <TasksCard />
      <div className="overview-side">
        <NewsCard />
        <TeamCard />
      </div>
    </div>
  )
}
