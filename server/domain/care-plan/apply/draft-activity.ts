import type {
  ActivityDefinition,
  CodeableConcept,
  Coding,
  CommunicationRequest,
  Extension,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes'
import { structureDefinition } from '../../fhir/canonicals.ts'
import { codingsOf } from '../../fhir/codings.ts'
import { present } from '../../present.ts'
import { localText, withTranslation, type LocalText } from '../local-text.ts'
import { roleCode } from '../responsible-role.ts'
import { localDate } from '../../fhir/instants.ts'
import { annotated, conditionsIn, type DraftContext, type Responsible } from './draft-context.ts'
import { firstDue } from './due.ts'
import { timingNotes } from './suggest-activities.ts'
import type { ActivitySuggestion, Reason } from './suggestion.ts'
import { canonicalOf } from './template.ts'

/** What a template's activity becomes. */
export type Activity = (Task | ServiceRequest | CommunicationRequest) & { id: string }

/** HL7's extensions: the goal that an activity serves; the definition of what has no element for it. */
const SERVES_GOAL = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal'
const INSTANTIATES = 'http://hl7.org/fhir/StructureDefinition/workflow-instantiatesCanonical'

/**
 * The activity of a suggestion, a draft: somebody takes it over, edits or rejects it.
 * @param before the same suggestion as it was made earlier: since then its days run
 */
export function draftActivity(
  suggestion: ActivitySuggestion,
  id: string,
  context: DraftContext,
  before?: Activity,
): Activity {
  const parts = partsOf(suggestion, context, before)
  const { kind } = suggestion.definition
  if (kind === 'ServiceRequest') return draftServiceRequest(suggestion, id, context, parts)
  if (kind === 'CommunicationRequest') return draftCommunicationRequest(suggestion, id, context, parts)
  return draftTask(suggestion, id, context, parts)
}

/** What all kinds of activity have, each in elements of its own. */
interface Parts {
  /** Code of `ccm-intervention`. */
  readonly kind: readonly CodeableConcept[]
  readonly title: LocalText
  readonly instructions: LocalText | undefined
  readonly role: CodeableConcept | undefined
  readonly who: Responsible | undefined
  readonly authoredOn: string
  readonly requester: Task['requester']
  readonly goals: readonly Extension[]
  readonly canonical: string
}

function partsOf(
  { definition, goals }: ActivitySuggestion,
  context: DraftContext,
  before: Activity | undefined,
): Parts {
  const { type, role } = definition.participant?.[0] ?? {}
  return {
    kind: definition.topic ?? [],
    title: localText(definition, 'title') ?? { text: definition.name ?? '' },
    instructions: localText(definition, 'description'),
    role,
    who: type === 'patient' ? context.patient : context.responsible(roleCode(role)),
    authoredOn: before?.authoredOn ?? context.now,
    requester: before ? before.requester : context.author,
    goals: goals
      .flatMap((key) => context.goal(key) ?? [])
      .map((reference) => ({ url: SERVES_GOAL, valueReference: { reference } })),
    canonical: canonicalOf(definition),
  }
}

function draftTask(
  suggestion: ActivitySuggestion,
  id: string,
  { plan, patient, timeZone, today }: DraftContext,
  parts: Parts,
): Task & { id: string } {
  const { definition, timing, reasons } = suggestion
  const byStaff = definition.participant?.[0]?.type === 'practitioner'
  const due = firstDue(localDate(parts.authoredOn, timeZone) ?? today, timing) ?? today
  const extension = [...frequency(suggestion), ...parts.goals, ...furtherReasons(reasons)]
  return {
    resourceType: 'Task',
    id,
    ...present({
      meta: byStaff ? { profile: [structureDefinition('ccm-outreach-task')] } : undefined,
      extension: extension.length > 0 ? extension : undefined,
    }),
    instantiatesCanonical: parts.canonical,
    basedOn: [{ reference: plan }],
    status: 'draft',
    intent: 'plan',
    code: titled([...codingsOf(parts.kind), ...codingsOf(definition.code)], parts.title),
    ...(parts.instructions && withTranslation('description', parts.instructions)),
    for: patient,
    authoredOn: parts.authoredOn,
    ...present({
      requester: parts.requester,
      performerType: parts.role && [parts.role],
      owner: parts.who,
    }),
    ...oneReason(reasons),
    ...annotated(timingNotes(suggestion)),
    ...present({ restriction: byStaff ? { period: { end: due } } : undefined }),
  }
}

function draftServiceRequest(
  suggestion: ActivitySuggestion,
  id: string,
  { plan, patient }: DraftContext,
  parts: Parts,
): ServiceRequest & { id: string } {
  const { definition, timing, reasons } = suggestion
  return {
    resourceType: 'ServiceRequest',
    id,
    ...(parts.goals.length > 0 && { extension: [...parts.goals] }),
    instantiatesCanonical: [parts.canonical],
    basedOn: [{ reference: plan }],
    status: 'draft',
    intent: 'plan',
    ...(parts.kind.length > 0 && { category: [...parts.kind] }),
    code: titled(codingsOf(definition.code), parts.title),
    subject: patient,
    ...(timing && { occurrenceTiming: timing }),
    authoredOn: parts.authoredOn,
    ...(parts.requester && { requester: parts.requester }),
    ...(parts.role && { performerType: parts.role }),
    ...(parts.who && { performer: [parts.who] }),
    ...allReasons(reasons),
    ...annotated(timingNotes(suggestion)),
    ...(parts.instructions && withTranslation('patientInstruction', parts.instructions)),
  }
}

function draftCommunicationRequest(
  suggestion: ActivitySuggestion,
  id: string,
  { plan, patient }: DraftContext,
  parts: Parts,
): CommunicationRequest & { id: string } {
  const { reasons } = suggestion
  const role = parts.role && [{ url: structureDefinition('ccm-responsible-role'), valueCodeableConcept: parts.role }]
  const origin = { url: INSTANTIATES, valueCanonical: parts.canonical }
  return {
    resourceType: 'CommunicationRequest',
    id,
    extension: [origin, ...(role ?? []), ...frequency(suggestion), ...parts.goals],
    basedOn: [{ reference: plan }],
    status: 'draft',
    category: [titled(codingsOf(parts.kind), parts.title)],
    subject: patient,
    payload: [{ ...withTranslation('contentString', parts.instructions ?? parts.title) }],
    authoredOn: parts.authoredOn,
    ...(parts.requester && { requester: parts.requester }),
    recipient: [patient],
    ...(parts.who && parts.who !== patient && { sender: parts.who }),
    ...allReasons(reasons),
    ...annotated(timingNotes(suggestion)),
  }
}

function titled(coding: readonly Coding[], title: LocalText): CodeableConcept {
  return { ...(coding.length > 0 && { coding: [...coding] }), ...withTranslation('text', title) }
}

function frequency({ timing }: ActivitySuggestion): readonly Extension[] {
  return timing ? [{ url: structureDefinition('ccm-frequency'), valueTiming: timing }] : []
}

/** A Task has room for one reason; the others are an extension each. */
function oneReason(reasons: readonly Reason[]): Pick<Task, 'reasonCode' | 'reasonReference'> {
  const [condition] = conditionsIn(reasons)
  if (condition) return { reasonReference: condition }
  const [category] = categories(reasons)
  return category ? { reasonCode: category } : {}
}

function furtherReasons(reasons: readonly Reason[]): readonly Extension[] {
  const url = structureDefinition('ccm-further-reason')
  return conditionsIn(reasons)
    .slice(1)
    .map((valueReference) => ({ url, valueReference }))
}

function allReasons(reasons: readonly Reason[]): Pick<ServiceRequest, 'reasonCode' | 'reasonReference'> {
  const [conditions, codes] = [conditionsIn(reasons), categories(reasons)]
  return {
    ...(codes.length > 0 && { reasonCode: [...codes] }),
    ...(conditions.length > 0 && { reasonReference: conditions }),
  }
}

/** Kinds of condition for which the chart names no Condition. */
function categories(reasons: readonly Reason[]): readonly CodeableConcept[] {
  return reasons.flatMap(({ category, name }) => (category ? [{ coding: [category], text: name }] : []))
}

/** The definition that an activity was made from: its URL, without the version. */
export function originOf(activity: {
  readonly resourceType: string
  readonly instantiatesCanonical?: string | readonly string[]
  readonly extension?: readonly Extension[]
}): readonly string[] {
  const { instantiatesCanonical: named = [], extension = [] } = activity
  const canonicals = typeof named === 'string' ? [named] : named
  const extended = extension.flatMap(({ url, valueCanonical }) => (url === INSTANTIATES ? (valueCanonical ?? []) : []))
  return [...canonicals, ...extended].map((canonical) => canonical.split('|', 1)[0] ?? '')
}

/** Codes that say what an activity is, whatever template it came from. */
export function codesOfDefinition({ code }: ActivityDefinition): readonly string[] {
  return codingsOf(code).map((coding) => `${coding.system ?? ''}|${coding.code ?? ''}`)
}
