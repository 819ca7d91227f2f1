import type {
  CodeableConcept,
  Coding,
  CommunicationRequest,
  Extension,
  Patient,
  Reference,
  ServiceRequest,
  Task,
  Timing,
} from '@medplum/fhirtypes'
import { withTranslation, type LocalText } from '#domain/care-plan/local-text.ts'
import type { ResponsibleRole } from '#domain/care-plan/responsible-role.ts'
import { readIntervention, type InterventionReading } from '#domain/care-plan/view/intervention-reading.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { extensionsOf } from '#domain/fhir/extensions.ts'
import { roleConcept } from './work-draft.ts'
import { kindCoding, typeOfKind, withoutKind, type Work, type WorkKind } from './work-kind.ts'

/** Whether an intervention of another kind is another type of resource than this one. */
export function isOtherType(work: Work, kind: WorkKind): boolean {
  return kind !== '' && readIntervention(work).kind !== kind && typeOfKind(kind) !== work.resourceType
}

/** Whether an intervention can be of another kind: what must not be done can only be said by a request. */
export function mayChangeKind(work: Work | undefined): boolean {
  return !(work && 'doNotPerform' in work && work.doNotPerform)
}

/** An intervention that takes the place of another one. */
export interface OtherWork {
  readonly kind: Exclude<WorkKind, ''>
  /** Who changes it: `Practitioner/…` */
  readonly by: string | undefined
  /** The instant as FHIR writes it. */
  readonly now: string
}

/**
 * The same intervention as another type of resource: what, how, who, how often, next, why, for which goals and the notes,
 * decided upon and not begun. Codes of what is done go where the type has an element for them; a message has none.
 */
export function asOtherType(work: Work, { kind, by, now }: OtherWork): Work {
  const patient = (work.resourceType === 'Task' ? work.for : work.subject) as Reference<Patient> | undefined
  const parts: Parts = { work, read: readIntervention(work), coding: [kindCoding(kind)], patient }
  const shared = { ...sharedOf(work), ...authored({ by, now }) }
  switch (typeOfKind(kind)) {
    case 'ServiceRequest':
      return { ...shared, ...serviceOf(parts) }
    case 'CommunicationRequest':
      return { ...shared, ...messageOf(parts) }
    default:
      return { ...shared, ...taskOf(parts) }
  }
}

interface Parts {
  readonly work: Work
  readonly read: InterventionReading
  readonly coding: readonly Coding[]
  readonly patient: Reference<Patient> | undefined
}

function serviceOf({ work, read, coding, patient }: Parts): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    ...extended(goalsOf(work)),
    ...reasonList(work),
    status: 'active',
    intent: 'plan',
    category: [{ coding: [...coding] }],
    code: titled(codesOf(work), read.title),
    ...(read.instructions && withTranslation('patientInstruction', read.instructions)),
    subject: patient ?? {},
    ...(read.who && { performer: [read.who as Reference<never>] }),
    ...(read.role && { performerType: roleConcept(read.role) }),
    ...occurrence(read),
  }
}

function messageOf({ work, read, coding, patient }: Parts): CommunicationRequest {
  return {
    resourceType: 'CommunicationRequest',
    ...extended([...goalsOf(work), ...frequency(read.howOften), ...responsible(read.role)]),
    ...reasonList(work),
    status: 'active',
    category: [titled(coding, read.title)],
    payload: [withTranslation('contentString', read.instructions ?? read.title)],
    ...(patient && { subject: patient, recipient: [patient] }),
    ...(maySend(read.who) && { sender: read.who as Reference<never> }),
    ...(read.next !== undefined && { occurrenceDateTime: read.next }),
  }
}

function taskOf({ work, read, coding, patient }: Parts): Task {
  return {
    resourceType: 'Task',
    ...extended([...goalsOf(work), ...frequency(read.howOften), ...furtherReasons(work)]),
    ...firstReason(work),
    status: 'requested',
    intent: 'plan',
    code: titled([...coding, ...codesOf(work)], read.title),
    ...(read.instructions && withTranslation('description', read.instructions)),
    ...(patient && { for: patient }),
    ...(read.who && { owner: read.who as NonNullable<Task['owner']> }),
    ...(read.role && { performerType: [roleConcept(read.role)] }),
    ...(read.next !== undefined && { restriction: { period: { end: read.next } } }),
  }
}

function sharedOf({ basedOn, priority, note }: Work) {
  return {
    ...(basedOn && { basedOn: basedOn as Reference<never>[] }),
    ...(priority && { priority }),
    ...(note && { note }),
  }
}

/** Who asked for it, and when. */
export function authored({ by, now }: Pick<OtherWork, 'by' | 'now'>) {
  return { authoredOn: now, ...(by !== undefined && { requester: { reference: by } }) }
}

function titled(coding: readonly Coding[], title: LocalText): CodeableConcept {
  return { ...(coding.length > 0 && { coding: [...coding] }), ...withTranslation('text', title) }
}

function codesOf(work: Work): readonly Coding[] {
  return work.resourceType === 'CommunicationRequest' ? [] : withoutKind(work.code)
}

function extended(extension: readonly Extension[]) {
  return extension.length > 0 ? { extension: [...extension] } : {}
}

const PERTAINS_TO_GOAL = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal'

function goalsOf({ extension = [] }: Work): readonly Extension[] {
  return extension.filter(({ url }) => url === PERTAINS_TO_GOAL)
}

/** How often, without the day on which it begins: that stands in an element of its own. */
function frequency(howOften: Timing | undefined): readonly Extension[] {
  if (!howOften) return []
  const { boundsPeriod: _, ...repeat } = howOften.repeat ?? {}
  return [{ url: structureDefinition('ccm-frequency'), valueTiming: { ...howOften, repeat } }]
}

function responsible(role: ResponsibleRole | undefined): readonly Extension[] {
  if (role === undefined) return []
  return [{ url: structureDefinition('ccm-responsible-role'), valueCodeableConcept: roleConcept(role) }]
}

/** A repeated request begins on the day of the next time. */
function occurrence({ howOften, next }: InterventionReading) {
  if (!howOften) return next === undefined ? {} : { occurrenceDateTime: next }
  if (next === undefined) return { occurrenceTiming: howOften }
  const boundsPeriod = { ...howOften.repeat?.boundsPeriod, start: next }
  return { occurrenceTiming: { ...howOften, repeat: { ...howOften.repeat, boundsPeriod } } }
}

/** A team sends no message in FHIR R4. */
function maySend(who: Reference | undefined): boolean {
  return who !== undefined && !/(^|\/)CareTeam\//.test(who.reference ?? '')
}

function reasonsOf(work: Work): readonly Reference[] {
  if (work.resourceType !== 'Task') return work.reasonReference ?? []
  const further = extensionsOf(work, 'ccm-further-reason').flatMap(({ valueReference }) => valueReference ?? [])
  return [...(work.reasonReference ? [work.reasonReference] : []), ...further]
}

function reasonCodesOf({ reasonCode = [] }: Work): readonly CodeableConcept[] {
  return Array.isArray(reasonCode) ? reasonCode : [reasonCode]
}

function reasonList(work: Work) {
  const [references, codes] = [reasonsOf(work), reasonCodesOf(work)]
  return {
    ...(codes.length > 0 && { reasonCode: [...codes] }),
    ...(references.length > 0 && { reasonReference: references as Reference<never>[] }),
  }
}

function firstReason(work: Work): Pick<Task, 'reasonCode' | 'reasonReference'> {
  const [[reasonReference], [reasonCode]] = [reasonsOf(work), reasonCodesOf(work)]
  return { ...(reasonCode && { reasonCode }), ...(reasonReference && { reasonReference }) }
}

function furtherReasons(work: Work): readonly Extension[] {
  const url = structureDefinition('ccm-further-reason')
  return reasonsOf(work)
    .slice(1)
    .map((valueReference) => ({ url, valueReference }))
}
