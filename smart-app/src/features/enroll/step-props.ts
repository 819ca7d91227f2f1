import type { EligibilityView } from '../../data/eligibility.ts'
import type { EnrollDraft } from './enroll-draft.ts'

/** What each step works with. */
export interface StepProps {
  readonly view: EligibilityView
  readonly draft: EnrollDraft
  readonly change: (part: Partial<EnrollDraft>) => void
}
