import type { CodeableConcept, Coding, CommunicationRequest, ServiceRequest, Task } from '@medplum/fhirtypes'
import type { InterventionKind } from '#domain/care-plan/view/intervention-view.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { INTERVENTIONS } from '#domain/terminology/generated/care-plan-codes.ts'

/** Something that is done under the plan, as a resource of its own. */
export type Work = Task | ServiceRequest | CommunicationRequest

/** A code of `[ig]/CodeSystem/ccm-intervention`; '' where it says none that is known. */
export type WorkKind = InterventionKind | ''

const SYSTEM = codeSystem('ccm-intervention')

/** Which resource an intervention of a kind is: what is said is a message, what is ordered a request, else a task. */
const TYPES: Partial<Readonly<Record<InterventionKind, Work['resourceType']>>> = {
  'symptom-management': 'CommunicationRequest',
  education: 'CommunicationRequest',
  test: 'ServiceRequest',
  referral: 'ServiceRequest',
  'preventive-care': 'ServiceRequest',
}

/** Which resource a new intervention of a kind is. */
export function typeOfKind(kind: WorkKind): Work['resourceType'] {
  return (kind === '' ? undefined : TYPES[kind]) ?? 'Task'
}

/** A kind as a code. */
export function kindCoding(kind: InterventionKind): Coding {
  return { system: SYSTEM, code: kind, display: INTERVENTIONS[kind].en }
}

/** What codes say of an intervention beside its kind. */
export function withoutKind(concept: CodeableConcept | undefined): readonly Coding[] {
  return (concept?.coding ?? []).filter(({ system }) => system !== SYSTEM)
}

/** An intervention of another kind, where the same type of resource can say it. */
export function withKind(work: Work, kind: WorkKind): Work {
  if (kind === '') return work
  const coding = kindCoding(kind)
  if (work.resourceType === 'Task')
    return { ...work, code: { ...work.code, coding: [coding, ...withoutKind(work.code)] } }
  return { ...work, category: recoded(work, coding) }
}

/** Categories of which one says the kind, where it stood before. The first one of a message is its title too. */
function recoded({ resourceType, category = [] }: Exclude<Work, Task>, coding: Coding): CodeableConcept[] {
  const saying = category.findIndex((one) => one.coding?.some(({ system }) => system === SYSTEM))
  const at = saying >= 0 ? saying : resourceType === 'CommunicationRequest' ? 0 : category.length
  const [before] = category.slice(at)
  const concept = { ...before, coding: [coding, ...withoutKind(before)] }
  return [...category.slice(0, at), concept, ...category.slice(at + 1)]
}
