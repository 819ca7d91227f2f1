import type { AllergyIntolerance, CarePlan, Resource } from '@medplum/fhirtypes'
import type { CareRecord } from '../care-plan/care-record.ts'
import { localName } from '../care-plan/local-text.ts'
import { isActiveAllergy } from '../care-plan/medications/reconcile.ts'
import { localDate } from '../fhir/instants.ts'
import { isCodedIn } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import { NO_KNOWN_ALLERGY } from '../terminology/generated/care-plan-codes.ts'
import { isWithin, type ChangesQuestion, type ChartChange } from './chart-change.ts'
import { conditionChanges } from './condition-changes.ts'
import { historiesOf } from './histories.ts'
import { medicineChanges } from './medicine-changes.ts'
import { planChanges, type PlanRevision } from './plan-changes.ts'
import { valueChanges } from './value-changes.ts'
import { documentChanges, visitChanges } from './visit-changes.ts'

/** A patient's chart and plan as they are now, and what is known of how they were. */
export interface ChartNow {
  /** The whole chart as far as it was read, with what the plan refers to. */
  readonly record: CareRecord
  readonly plan?: CarePlan | undefined
  /** Versions of the plan, the oldest first. */
  readonly revisions: readonly PlanRevision[]
  /** All versions of conditions and medicines that were written anew since, in any order. */
  readonly versions: readonly Resource[]
}

/**
 * What has become otherwise in a patient's chart and plan since a day, the newest first: stays and visits, documents,
 * conditions, medicines, allergies, values against their targets, versions of the plan. What happened is dated by what the
 * chart says; only what it does not say (when an order was stopped) by the version in which it was first so.
 */
export function changesSince(now: ChartNow, question: ChangesQuestion): readonly ChartChange[] {
  const { record, plan, revisions, versions } = now
  const histories = historiesOf(versions)
  const found = [
    ...visitChanges(record, question),
    ...medicineChanges(record, histories, question),
    ...conditionChanges(record, histories, question),
    ...allergyChanges(record, question),
    ...valueChanges(plan, record, question),
    ...(plan ? planChanges(plan, revisions, question) : []),
    ...documentChanges(record, question),
  ]
  return found
    .filter((one, index) => found.findIndex((other) => isSame(one, other)) === index)
    .toSorted((one, other) => other.on.localeCompare(one.on))
}

/** Two goals may want the same of one value. */
function isSame(one: ChartChange, other: ChartChange): boolean {
  return one.kind === other.kind && one.what.text === other.what.text && one.references[0] === other.references[0]
}

function allergyChanges(record: CareRecord, question: ChangesQuestion): readonly ChartChange[] {
  return record.all('AllergyIntolerance').flatMap((allergy) => {
    const on = recordedOn(allergy, question)
    if (!isActiveAllergy(allergy) || isCodedIn(allergy.code, NO_KNOWN_ALLERGY) || !isWithin(on, question)) return []
    return [{ kind: 'allergy-new', on, what: localName(allergy.code), references: [referenceTo(allergy)] }]
  })
}

function recordedOn({ recordedDate }: AllergyIntolerance, { timeZone }: ChangesQuestion): string | undefined {
  return localDate(recordedDate, timeZone)
}
