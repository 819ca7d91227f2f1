import type {
  CodeableConcept,
  CommunicationRequest,
  Extension,
  Reference,
  ServiceRequest,
  Task,
  Timing,
} from '@medplum/fhirtypes'
import type { ResponsibleRole } from '#domain/care-plan/responsible-role.ts'
import type { InterventionKind } from '#domain/care-plan/view/intervention-view.ts'
import { readIntervention } from '#domain/care-plan/view/intervention-reading.ts'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import { INTERVENTIONS, RESPONSIBLE_ROLES } from '#domain/terminology/generated/care-plan-codes.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { withWords } from './with-words.ts'
import { withKind, type Work, type WorkKind } from './work-kind.ts'

/** An intervention as it is typed. */
export interface WorkDraft {
  readonly kind: WorkKind
  readonly what: string
  /** What exactly, in the patient's words. */
  readonly how: string
  /** `Practitioner/…` and others by reference, `role:nurse`, or '' for nobody yet. */
  readonly who: string
  /** `3/1/wk`: three times a week; '' once or not said. */
  readonly often: string
  /** The day as it is typed. */
  readonly next: string
}

/** An intervention before anything is typed. */
export const NO_WORK: WorkDraft = { kind: 'self-management', what: '', how: '', who: '', often: '', next: '' }

/** What an intervention says now. @param day writes an ISO day as this practice does */
export function workDraftOf(work: Work, day: (day: string) => string): WorkDraft {
  const { kind, title, instructions, who, role, howOften, next } = readIntervention(work)
  return {
    kind: kindIn(kind),
    what: title.text,
    how: instructions === undefined || instructions.text === title.text ? '' : instructions.text,
    who: who?.reference ?? (role === undefined ? '' : `role:${role}`),
    often: timingKey(howOften),
    next: next === undefined ? '' : day(next),
  }
}

function kindIn(code: string | undefined): WorkKind {
  return (Object.keys(INTERVENTIONS) as InterventionKind[]).find((kind) => kind === code) ?? ''
}

/** `3/1/wk`; '' where a timing has no such rhythm. */
export function timingKey(timing: Timing | undefined): string {
  const { frequency = 1, period = 1, periodUnit } = timing?.repeat ?? {}
  return periodUnit === undefined ? '' : `${frequency}/${period}/${periodUnit}`
}

/** The timing of a key, with what the old one says beside. */
export function timingOf(key: string, before?: Timing): Timing | undefined {
  const [frequency, period, unit] = key.split('/')
  if (unit === undefined) return undefined
  const { repeat, code: _, ...rest } = before ?? {}
  const periodUnit = unit as NonNullable<NonNullable<Timing['repeat']>['periodUnit']>
  return { ...rest, repeat: { ...repeat, frequency: Number(frequency), period: Number(period), periodUnit } }
}

/** What a draft needs to be written. */
export interface WorkContext {
  /** Local day, to read days that are typed without a year. */
  readonly today: string
  readonly day: (day: string) => string
  /** The role of somebody of the team, where it is one of the guide's. */
  readonly roleOf: (reference: string) => ResponsibleRole | undefined
}

/** The intervention with what was typed, in the type of resource that it is. */
export function withWorkDraft<W extends Work>(work: W, draft: WorkDraft, context: WorkContext): W {
  const before = workDraftOf(work, context.day)
  const changed = (name: keyof WorkDraft) => draft[name].trim() !== before[name]
  const typed: Typed = {
    what: changed('what') ? draft.what : undefined,
    how: draft.how,
    who: changed('who') ? whoOf(draft.who, context) : undefined,
    often: changed('often') ? { timing: timingOf(draft.often, readIntervention(work).howOften) } : undefined,
    next: changed('next') ? { day: parseDay(draft.next, context.today) } : undefined,
  }
  const kinded = changed('kind') ? withKind(work, draft.kind) : work
  switch (kinded.resourceType) {
    case 'Task':
      return taskWith(kinded, typed) as W
    case 'ServiceRequest':
      return serviceWith(kinded, typed) as W
    case 'CommunicationRequest':
      return messageWith(kinded, typed) as W
  }
}

/** What is written; an absent part stays as it is. */
interface Typed {
  readonly what: string | undefined
  readonly how: string
  readonly who: Who | undefined
  readonly often: { readonly timing: Timing | undefined } | undefined
  readonly next: { readonly day: string | undefined } | undefined
}

interface Who {
  readonly person: Reference | undefined
  readonly role: CodeableConcept | undefined
}

function whoOf(who: string, { roleOf }: WorkContext): Who {
  if (who === '') return { person: undefined, role: undefined }
  const [, named] = who.split('role:')
  const role = (named as ResponsibleRole | undefined) ?? (who.startsWith('Patient/') ? 'patient' : roleOf(who))
  return {
    person: named === undefined ? { reference: who } : undefined,
    role: role && roleConcept(role),
  }
}

/** A responsible role as a code. */
export function roleConcept(role: ResponsibleRole): CodeableConcept {
  return { coding: [{ system: codeSystem('ccm-responsible-role'), code: role, display: RESPONSIBLE_ROLES[role].en }] }
}

const OUTREACH = structureDefinition('ccm-outreach-task')
const STAFF = /^(Practitioner|PractitionerRole|CareTeam|Organization)\//

function taskWith(task: Task, { what, how, who, often, next }: Typed): Task {
  const { owner: _owner, performerType: _role, restriction: _restriction, ...rest } = task
  const [owner, performerType] = who ? [who.person, who.role && [who.role]] : [task.owner, task.performerType]
  const restriction = next ? next.day !== undefined && { period: { end: next.day } } : task.restriction
  return outreach(
    withWords(
      {
        ...extended(rest, 'ccm-frequency', often?.timing && { valueTiming: often.timing }, often !== undefined),
        code: titled(task.code, what),
        ...(owner && { owner: owner as NonNullable<Task['owner']> }),
        ...(performerType && { performerType }),
        ...(restriction && { restriction }),
      },
      'description',
      how,
    ),
  )
}

/** Work that somebody of the practice does by a day claims the profile of such work; other work does not. */
function outreach(task: Task): Task {
  const { meta: before, ...rest } = task
  const { profile = [], ...meta } = before ?? {}
  const others = profile.filter((one) => one !== OUTREACH)
  const planned = STAFF.test(task.owner?.reference ?? '') && task.restriction?.period?.end !== undefined
  const claimed = planned ? [...others, OUTREACH] : others
  const next = { ...meta, ...(claimed.length > 0 && { profile: claimed }) }
  return { ...rest, ...(Object.keys(next).length > 0 && { meta: next }) }
}

function serviceWith(request: ServiceRequest, typed: Typed): ServiceRequest {
  const { what, how, who, often, next } = typed
  const { performer: _performer, performerType: _role, occurrenceTiming, occurrenceDateTime, ...rest } = request
  const [performer, role] = who ? [who.person && [who.person], who.role] : [request.performer, request.performerType]
  const day = next ? next.day : (occurrenceDateTime ?? occurrenceTiming?.repeat?.boundsPeriod?.start)
  const timing = often ? often.timing : occurrenceTiming
  return withWords(
    {
      ...rest,
      code: titled(request.code, what),
      ...(performer && { performer: performer as NonNullable<ServiceRequest['performer']> }),
      ...(role && { performerType: role }),
      ...occurrence(timing, day),
    },
    'patientInstruction',
    how,
  )
}

/** One element holds when and how often: what is repeated begins on the day. */
function occurrence(timing: Timing | undefined, day: string | undefined) {
  if (!timing) return day === undefined ? {} : { occurrenceDateTime: day }
  const { boundsPeriod, ...repeat } = timing.repeat ?? {}
  const { start: _, ...bounds } = boundsPeriod ?? {}
  const period = { ...bounds, ...(day !== undefined && { start: day }) }
  const bounded = Object.keys(period).length > 0 && { boundsPeriod: period }
  return { occurrenceTiming: { ...timing, repeat: { ...repeat, ...bounded } } }
}

function messageWith(request: CommunicationRequest, typed: Typed): CommunicationRequest {
  const { what, how, who, often, next } = typed
  const { sender: _sender, occurrenceDateTime, ...rest } = request
  const [category = {}, ...categories] = request.category ?? []
  const [payload = {}, ...payloads] = request.payload ?? []
  const title = readIntervention(request).title.text
  const sender = who ? who.person : request.sender
  const day = next ? next.day : occurrenceDateTime
  const repeated = extended(rest, 'ccm-frequency', often?.timing && { valueTiming: often.timing }, often !== undefined)
  const role = who?.role && { valueCodeableConcept: who.role }
  return {
    ...extended(repeated, 'ccm-responsible-role', role, who !== undefined),
    category: [titled(category, what), ...categories],
    payload: [withWords(payload as { contentString?: string }, 'contentString', how || (what ?? title)), ...payloads],
    ...(sender && { sender: sender as NonNullable<CommunicationRequest['sender']> }),
    ...(day !== undefined && { occurrenceDateTime: day }),
  }
}

function titled(concept: CodeableConcept | undefined, what: string | undefined): CodeableConcept {
  return what === undefined ? (concept ?? {}) : withWords(concept ?? {}, 'text', what)
}

/** With another value of an extension of ours, or without it. @param changed false: as it is */
function extended<T extends { readonly extension?: Extension[] }>(
  element: T,
  name: string,
  value: Partial<Extension> | undefined,
  changed: boolean,
): T {
  if (!changed) return element
  const url = structureDefinition(name)
  const { extension = [], ...rest } = element
  const next = [...extension.filter((one) => one.url !== url), ...(value ? [{ url, ...value }] : [])]
  return { ...(rest as T), ...(next.length > 0 && { extension: next }) }
}
