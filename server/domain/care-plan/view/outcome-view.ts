import type { CarePlan } from '@medplum/fhirtypes'
import { nameOf } from '../../fhir/codings.ts'
import { present } from '../../present.ts'
import type { CareRecord } from '../care-record.ts'
import { localText, type LocalText } from '../local-text.ts'
import { localDate } from '../../fhir/instants.ts'

/** What the clinicians expect. */
export interface OutcomeView {
  readonly reference: string
  /** Expected outcome, in words for the patient too. */
  readonly outcome?: LocalText
  /** Prognosis, for clinicians. */
  readonly prognosis?: string
  readonly on?: string
}

/** Expected outcomes and prognoses: the ClinicalImpressions among `CarePlan.supportingInfo`. */
export function outcomeViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly OutcomeView[] {
  return (plan.supportingInfo ?? []).flatMap((reference) => {
    const impression = record.findA('ClinicalImpression', reference)
    if (!impression || impression.status === 'entered-in-error') return []
    const outcome = localText(impression, 'summary')
    const named = (impression.prognosisCodeableConcept ?? []).map(nameOf).filter((name) => name !== '')
    const on = localDate(impression.effectiveDateTime ?? impression.date, timeZone)
    return [
      {
        reference: reference.reference ?? '',
        ...present({ outcome, prognosis: named.length > 0 ? named.join('; ') : undefined, on }),
      },
    ]
  })
}
