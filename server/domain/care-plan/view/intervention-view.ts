import type { CarePlan, CarePlanActivityDetail, Timing } from '@medplum/fhirtypes'
import { present } from '../../present.ts'
import { INTERVENTIONS } from '../../terminology/generated/care-plan-codes.ts'
import type { CareRecord } from '../care-record.ts'
import type { LocalText } from '../local-text.ts'
import type { ResponsibleRole } from '../responsible-role.ts'
import { standingOf, type Standing } from '../standing.ts'
import { localDate } from '../../fhir/instants.ts'
import { readDetail, readIntervention, type InterventionReading } from './intervention-reading.ts'
import { memberName } from './member-name.ts'

/** A code of `[ig]/CodeSystem/ccm-intervention`. */
export type InterventionKind = keyof typeof INTERVENTIONS

/** Something that is done under the plan. */
export interface InterventionView {
  /** As the plan names it; '' for an activity that is written into the plan itself (an imported one). */
  readonly reference: string
  readonly standing: Standing
  readonly kind?: InterventionKind
  readonly title: LocalText
  readonly instructions?: LocalText
  /** The person responsible by name; absent for the patient, and where nobody is named. */
  readonly who?: string
  readonly role?: ResponsibleRole
  /** The patient does it. */
  readonly byPatient: boolean
  readonly howOften?: Timing
  /** Day of the next time, or by when. */
  readonly next?: string
}

const SHOWN: readonly Standing[] = ['suggested', 'current', 'done']

/**
 * The plan's activities: Task, ServiceRequest, CommunicationRequest, Appointment, and others by their name. Medication
 * requests are the medication list's. Those declined, stopped or entered by mistake are left out.
 */
export function interventionViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly InterventionView[] {
  return (plan.activity ?? []).flatMap((activity) => {
    if (activity.detail) return detailView(activity.detail, record, timeZone)
    const resource = record.find(activity.reference)
    if (!resource || resource.resourceType === 'MedicationRequest') return []
    const standing = standingOf(resource)
    if (!SHOWN.includes(standing)) return []
    const read = readIntervention(resource)
    return [{ reference: activity.reference?.reference ?? '', standing, ...finish(read, record, timeZone) }]
  })
}

function detailView(detail: CarePlanActivityDetail, record: CareRecord, timeZone: string): readonly InterventionView[] {
  const { status } = detail
  if (status === 'cancelled' || status === 'stopped' || status === 'entered-in-error') return []
  const standing = status === 'completed' ? 'done' : 'current'
  return [{ reference: '', standing, ...finish(readDetail(detail), record, timeZone) }]
}

function finish(
  read: InterventionReading,
  record: CareRecord,
  timeZone: string,
): Omit<InterventionView, 'reference' | 'standing'> {
  const byPatient = read.role === 'patient' || /(^|\/)Patient\//.test(read.who?.reference ?? '')
  return {
    title: read.title,
    byPatient,
    ...present({
      kind: isKind(read.kind) ? read.kind : undefined,
      instructions: read.instructions,
      who: byPatient ? undefined : memberName(read.who, record),
      role: read.role,
      howOften: read.howOften,
      next: localDate(read.next, timeZone),
    }),
  }
}

function isKind(code: string | undefined): code is InterventionKind {
  return code !== undefined && code in INTERVENTIONS
}
