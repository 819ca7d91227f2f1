import { useSay } from '../../say/use-say.ts'
import { ConsentsCard } from './consents-card.tsx'
import { CopiesCard, VersionsCard } from './plan-cards.tsx'
import { MonthsCard } from './months-card.tsx'
import './record.css'
import { recordTexts } from './record-texts.ts'

/** What is on file: months with their charges, consents, versions of the plan, copies given. Read-only and whole. */
export function RecordPage() {
  const say = useSay(recordTexts)
  return (
    <div className="record-page">
      <h1 className="sr-only">{say('title')}</h1>
      <MonthsCard />
      <ConsentsCard />
      <VersionsCard />
      <CopiesCard />
    </div>
  )
}
