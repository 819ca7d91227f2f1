import { lazy, Suspense } from 'react'
import { useEnrollment } from '../../data/enrollment.ts'
import { useSay } from '../../say/use-say.ts'
import { Read, Skeleton } from '../../ui/card.tsx'
import { EnrolledPage } from './enrolled-page.tsx'
import './overview.css'
import { overviewTexts } from './overview-texts.ts'

/** Most launches are of somebody who is enrolled. */
const EligiblePage = lazy(async () => ({ default: (await import('./eligible/eligible-page.tsx')).EligiblePage }))

/** Where we are with this patient: enrolled, or whether and why they qualify. */
export function OverviewPage() {
  const enrollment = useEnrollment()
  const say = useSay(overviewTexts)
  return (
    <>
      <h1 className="sr-only">{say('title')}</h1>
      <Read query={enrollment} lines={8}>
        {(history) => {
          const shown = history.current ?? history.ended
          if (shown) return <EnrolledPage enrollment={shown} />
          return (
            <Suspense fallback={<Skeleton lines={8} />}>
              <EligiblePage outreach={history.outreach} />
            </Suspense>
          )
        }}
      </Read>
    </>
  )
}
