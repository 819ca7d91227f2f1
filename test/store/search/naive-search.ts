import type { Observation, Patient } from '@medplum/fhirtypes'

/** What the practice of a property holds. */
export interface SmallPractice {
  readonly patients: readonly Patient[]
  readonly observations: readonly Observation[]
}

type Test<R> = (resource: R) => boolean

/** A criterion as a client writes it, with what it means said once more, by going through the resources one by one. */
export interface Asked<R> {
  readonly query: string
  readonly holds: (practice: SmallPractice) => Test<R>
}

type Range = readonly [from: number, to: number]

const DAY = 86_400_000

/** A day, a month or a year, as the instants from its beginning to before its end. */
function span(text: string): Range {
  const [year = 0, month, day] = text.split('-').map(Number)
  const at = (y: number, m: number, d: number) => Date.UTC(y, m, d)
  if (month === undefined) return [at(year, 0, 1), at(year + 1, 0, 1)]
  if (day === undefined) return [at(year, month - 1, 1), at(year, month, 1)]
  return [at(year, month - 1, day), at(year, month - 1, day) + DAY]
}

function dateOf(observation: Observation): Range | undefined {
  const { effectiveDateTime, effectivePeriod } = observation
  if (effectiveDateTime !== undefined) return span(effectiveDateTime)
  const { start, end } = effectivePeriod ?? {}
  if (start === undefined && end === undefined) return undefined
  return [start === undefined ? -Infinity : span(start)[0], end === undefined ? Infinity : span(end)[1]]
}

/** The table of https://hl7.org/fhir/R4/search.html#prefix: the searched range against the target's. */
const PREFIXES: Readonly<Record<string, (search: Range, target: Range) => boolean>> = {
  '': ([from, to], [lo, hi]) => from <= lo && hi <= to,
  ne: ([from, to], [lo, hi]) => !(from <= lo && hi <= to),
  gt: ([, to], [, hi]) => hi > to,
  lt: ([from], [lo]) => lo < from,
  ge: ([from, to], [lo, hi]) => hi > to || (from <= lo && hi <= to),
  le: ([from, to], [lo, hi]) => lo < from || (from <= lo && hi <= to),
  sa: ([, to], [lo]) => lo >= to,
  eb: ([from], [, hi]) => hi <= from,
}

export const DATE_PREFIXES = Object.keys(PREFIXES)

export function byDate(prefix: string, value: string): Asked<Observation> {
  const holds = PREFIXES[prefix] ?? (() => false)
  return {
    query: `date=${prefix}${value}`,
    holds: () => (observation) => {
      const target = dateOf(observation)
      return target !== undefined && holds(span(value), target)
    },
  }
}

export function byCode(system: string | undefined, code: string, not: boolean): Asked<Observation> {
  const has: Test<Observation> = ({ code: concept }) =>
    concept.coding?.some(
      (coding) => coding.code === code && (system === undefined || (coding.system ?? '') === system),
    ) ?? false
  return {
    query: `code${not ? ':not' : ''}=${system === undefined ? '' : `${system}|`}${code}`,
    holds: () => (observation) => has(observation) !== not,
  }
}

export function byStatus(codes: readonly string[]): Asked<Observation> {
  return {
    query: `status=${codes.join(',')}`,
    holds:
      () =>
      ({ status }) =>
        codes.includes(status),
  }
}

export function bySubject(id: string): Asked<Observation> {
  return {
    query: `subject=Patient/${id}`,
    holds:
      () =>
      ({ subject }) =>
        subject?.reference === `Patient/${id}`,
  }
}

export function byMissing(param: 'date' | 'value-quantity' | 'subject', missing: boolean): Asked<Observation> {
  const has: Readonly<Record<typeof param, Test<Observation>>> = {
    date: (one) => dateOf(one) !== undefined,
    'value-quantity': ({ valueQuantity }) => valueQuantity?.value !== undefined,
    subject: ({ subject }) => subject?.reference !== undefined,
  }
  return { query: `${param}:missing=${missing}`, holds: () => (one) => has[param](one) !== missing }
}

/** Whole numbers only: `5` means 4.5 to 5.5 for eq and ne. */
export function byQuantity(prefix: string, value: number, unit: string | undefined): Asked<Observation> {
  const compare: Readonly<Record<string, (stored: number) => boolean>> = {
    '': (stored) => stored >= value - 0.5 && stored < value + 0.5,
    ne: (stored) => !(stored >= value - 0.5 && stored < value + 0.5),
    gt: (stored) => stored > value,
    lt: (stored) => stored < value,
    ge: (stored) => stored >= value,
    le: (stored) => stored <= value,
    sa: (stored) => stored > value,
    eb: (stored) => stored < value,
  }
  return {
    query: `value-quantity=${prefix}${value}${unit === undefined ? '' : `||${unit}`}`,
    holds:
      () =>
      ({ valueQuantity }) =>
        valueQuantity?.value !== undefined &&
        (unit === undefined || valueQuantity.code === unit) &&
        (compare[prefix]?.(valueQuantity.value) ?? false),
  }
}

function families({ name }: Patient): readonly string[] {
  return (name ?? []).flatMap(({ family }) => family ?? [])
}

export function byFamily(start: string, exact: boolean): Asked<Patient> {
  return {
    query: `family${exact ? ':exact' : ''}=${start}`,
    holds: () => (patient) =>
      families(patient).some((family) =>
        exact ? family === start : family.toLowerCase().startsWith(start.toLowerCase()),
      ),
  }
}

export function byGender(gender: string, not: boolean): Asked<Patient> {
  return {
    query: `gender${not ? ':not' : ''}=${gender}`,
    holds: () => (patient) => (patient.gender === gender) !== not,
  }
}

/** A criterion of the patient, asked of the patient's Observations. */
export function chained(asked: Asked<Patient>): Asked<Observation> {
  return {
    query: `patient.${asked.query}`,
    holds: (practice) => {
      const test = asked.holds(practice)
      const ids = practice.patients.filter(test).map(({ id }) => `Patient/${id ?? ''}`)
      return ({ subject }) => ids.includes(subject?.reference ?? '')
    },
  }
}

/** A criterion of some Observation, asked of its patient. */
export function reversed(asked: Asked<Observation>): Asked<Patient> {
  return {
    query: `_has:Observation:patient:${asked.query}`,
    holds: (practice) => {
      const subjects = practice.observations.filter(asked.holds(practice)).map(({ subject }) => subject?.reference)
      return ({ id }) => subjects.includes(`Patient/${id ?? ''}`)
    },
  }
}
