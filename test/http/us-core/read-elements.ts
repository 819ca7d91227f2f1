/**
 * What a search parameter of US Core looks at, read from the JSON of a resource by the words of the specification: without
 * the server's table of parameters and without its index.
 */

export interface Held extends Readonly<Record<string, unknown>> {
  readonly resourceType: string
  readonly id: string
}

/** A code with its system, an instant with its end, a text, or a reference. */
export type ReadValue =
  | { readonly kind: 'token'; readonly system?: string | undefined; readonly code: string }
  | {
      readonly kind: 'date'
      readonly from: number
      readonly to: number
      readonly written: string
      readonly isPeriod?: boolean
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: string }

type Read = (resource: Held) => readonly ReadValue[]

/** The values of an element, through lists: `code.coding.code`. */
function at(value: unknown, path: string): readonly unknown[] {
  return path.split('.').reduce<readonly unknown[]>(
    (all, name) =>
      all.flatMap((one) => {
        const next = (one as Readonly<Record<string, unknown>> | undefined)?.[name]
        return next === undefined ? [] : Array.isArray(next) ? (next as unknown[]) : [next]
      }),
    [value],
  )
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const codes =
  (...paths: readonly string[]): Read =>
  (resource) =>
    paths.flatMap((path) =>
      at(resource, path).flatMap((value): ReadValue[] => {
        if (typeof value === 'string') return [{ kind: 'token', code: value }]
        const { coding, system, code, value: own } = value as Readonly<Record<string, unknown>>
        if (Array.isArray(coding)) return (coding as unknown[]).map(codingOf)
        const given = text(code ?? own)
        return given === '' ? [] : [{ kind: 'token', system: text(system), code: given }]
      }),
    )

function codingOf(coding: unknown): ReadValue {
  const { system, code } = coding as Readonly<Record<string, unknown>>
  return { kind: 'token', system: text(system), code: text(code) }
}

const references =
  (...paths: readonly string[]): Read =>
  (resource) =>
    paths.flatMap((path) =>
      at(resource, `${path}.reference`).map(
        (reference) => ({ kind: 'reference', reference: text(reference) }) as const,
      ),
    )

const texts =
  (...paths: readonly string[]): Read =>
  (resource) =>
    paths.flatMap((path) => at(resource, path).map((value) => ({ kind: 'text', text: text(value) }) as const))

/** A moment of any precision, or a period whose open sides lie at the end of time. */
const dates =
  (...paths: readonly string[]): Read =>
  (resource) =>
    paths.flatMap((path) =>
      at(resource, path).map((value): ReadValue => {
        if (typeof value === 'string') return { kind: 'date', ...spanOf(value), written: value }
        const { start, end } = value as { readonly start?: string; readonly end?: string }
        const from = start === undefined ? -Infinity : spanOf(start).from
        return {
          kind: 'date',
          from,
          to: end === undefined ? Infinity : spanOf(end).to,
          written: start ?? '',
          isPeriod: true,
        }
      }),
    )

/** The first instant that a date means, and the first after it. */
export function spanOf(date: string): { readonly from: number; readonly to: number } {
  if (date.length > 10) {
    const from = Date.parse(date)
    return { from, to: from + (/:\d\d\.\d+/.test(date) ? 1 : 1000) }
  }
  const [year, month = 1, day = 1] = date.split('-').map(Number) as [number, number?, number?]
  return { from: Date.UTC(year, month - 1, day), to: endOf(date, year, month, day) }
}

function endOf({ length }: string, year: number, month: number, day: number): number {
  if (length === 4) return Date.UTC(year + 1, 0, 1)
  return length === 7 ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
}

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate'
const NAMES = ['family', 'given', 'text', 'prefix', 'suffix']
const named = (path: string) => texts(...NAMES.map((part) => `${path}.${part}`))
const located = (path: string) =>
  texts(...['line', 'city', 'state', 'postalCode', 'country', 'district', 'text'].map((part) => `${path}.${part}`))

const asserted: Read = (resource) => {
  const extensions = at(resource, 'extension') as readonly { url: string; valueDateTime?: string }[]
  return extensions.flatMap(({ url, valueDateTime }) =>
    url === ASSERTED && valueDateTime !== undefined ? dates('at')({ ...resource, at: valueDateTime }) : [],
  )
}

const id: Read = ({ id: own }) => [{ kind: 'token', code: own }]
const identifier = codes('identifier')
const patient = references('patient', 'subject', 'for', 'beneficiary')

/** `Type.parameter`, or the parameter of every type. */
const READ: Readonly<Record<string, Read>> = {
  _id: id,
  _lastUpdated: dates('meta.lastUpdated'),
  identifier,
  patient,
  subject: references('subject'),
  category: codes('category'),
  code: codes('code'),
  status: codes('status'),
  encounter: references('encounter'),
  date: dates('effectiveDateTime', 'effectivePeriod', 'performedDateTime', 'performedPeriod', 'period', 'date'),
  'Immunization.date': dates('occurrenceDateTime'),
  'Patient.name': named('name'),
  'Patient.family': texts('name.family'),
  'Patient.birthdate': dates('birthDate'),
  'Patient.gender': codes('gender'),
  'Patient.death-date': dates('deceasedDateTime'),
  'Condition.clinical-status': codes('clinicalStatus'),
  'Condition.onset-date': dates('onsetDateTime', 'onsetPeriod'),
  'Condition.abatement-date': dates('abatementDateTime', 'abatementPeriod'),
  'Condition.recorded-date': dates('recordedDate'),
  'Condition.asserted-date': asserted,
  'CareTeam.role': codes('participant.role'),
  'Goal.lifecycle-status': codes('lifecycleStatus'),
  'Goal.target-date': dates('target.dueDate'),
  'Goal.description': codes('description'),
  'Practitioner.name': named('name'),
  'RelatedPerson.name': named('name'),
  'Organization.name': texts('name', 'alias'),
  'Organization.address': located('address'),
  'PractitionerRole.practitioner': references('practitioner'),
  'PractitionerRole.specialty': codes('specialty'),
  'MedicationRequest.intent': codes('intent'),
  'MedicationRequest.authoredon': dates('authoredOn'),
  'ServiceRequest.authored': dates('authoredOn'),
  'DocumentReference.type': codes('type'),
  'DocumentReference.period': dates('context.period'),
  'Encounter.class': codes('class'),
  'Encounter.type': codes('type'),
  'QuestionnaireResponse.questionnaire': (resource) =>
    at(resource, 'questionnaire').map((url) => ({ kind: 'token', code: text(url) })),
  'QuestionnaireResponse.authored': dates('authored'),
  'Linkage.item': references('item.resource'),
}

/** What a parameter looks at in a resource. */
export function read(resource: Held, param: string): readonly ReadValue[] {
  const reader = READ[`${resource.resourceType}.${param}`] ?? READ[param]
  if (!reader) throw new Error(`Nobody has said what ${resource.resourceType}.${param} looks at.`)
  return reader(resource)
}
