import { useEnrollment } from '../../data/enrollment.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { EligiblePage } from './eligible/eligible-page.tsx'
import { EnrolledPage } from './enrolled-page.tsx'
import './overview.css'
import { overviewTexts } from './overview-texts.ts'

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
          return shown ? <EnrolledPage enrollment={shown} /> : <EligiblePage outreach={history.outreach} />
        }}
      </Read>
    </>
  )
}
