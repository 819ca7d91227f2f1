import type { ContactPoint, Extension, Identifier, Organization } from '@medplum/fhirtypes'
import { MINUTE } from '../calendar.ts'
import { structureDefinition, SYSTEM, TIMEZONE_EXTENSION } from '../fhir/canonicals.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { practiceOf, type BillingPolicy, type PracticeOptions } from './practice.ts'
import type { TimerPolicy } from './timer-policy.ts'

/** Idle minutes after which the app asks, and after which the timer ends. */
interface IdleMinutes {
  readonly ask: number
  readonly stop: number
}

/** What a practice can set, as people set it. Each is kept by its Organization. */
export interface PracticeSettings extends PracticeOptions {
  /** An IANA name. */
  readonly timeZone: string
  /** Employer identification number, as `12-3456789`; '' is none. */
  readonly taxId: string
  /** The number that patients reach day and night; '' is none. */
  readonly alwaysPhone: string
  /** The number of office hours; '' is none. */
  readonly officePhone: string
  readonly policy: BillingPolicy
  readonly usualTimer: IdleMinutes
  /** By code of `[ig]/CodeSystem/ccm-activity`. */
  readonly timers: readonly (IdleMinutes & { readonly activity: string })[]
}

type ContactHours = 'always' | 'office-hours'

/** The settings that hold for a practice: what is absent takes its default. */
export function settingsOf(organization: Organization): PracticeSettings {
  const { timeZone, policy, options, timer } = practiceOf(organization)
  return {
    ...options,
    timeZone,
    policy,
    taxId: organization.identifier?.find(isTaxId)?.value ?? '',
    alwaysPhone: phoneOf(organization, 'always'),
    officePhone: phoneOf(organization, 'office-hours'),
    usualTimer: minutesOf(timer.usual),
    timers: Object.entries(timer.byActivity).map(([activity, one]) => ({ activity, ...minutesOf(one) })),
  }
}

function minutesOf({ askAfter, stopAfter }: TimerPolicy): IdleMinutes {
  return { ask: askAfter / MINUTE, stop: stopAfter / MINUTE }
}

/** The Organization with other settings; what is not named stays as it is written. */
export function withSettings(organization: Organization, changes: Partial<PracticeSettings>): Organization {
  const named = (Object.keys(WRITERS) as (keyof PracticeSettings)[]).filter((key) => changes[key] !== undefined)
  const next = { ...settingsOf(organization), ...changes }
  return named.reduce((written, key) => WRITERS[key](written, next), organization)
}

type Writer = (organization: Organization, settings: PracticeSettings) => Organization

const WRITERS: Readonly<Record<keyof PracticeSettings, Writer>> = {
  timeZone: (organization, { timeZone }) => withExtensions(organization, TIMEZONE_EXTENSION, [{ valueCode: timeZone }]),
  taxId: withTaxId,
  alwaysPhone: (organization, { alwaysPhone }) => withPhone(organization, 'always', alwaysPhone),
  officePhone: (organization, { officePhone }) => withPhone(organization, 'office-hours', officePhone),
  policy: code('ccm-billing-policy', ({ policy }) => policy),
  countPriorAuthorization: flag('ccm-count-prior-authorization', (settings) => settings.countPriorAuthorization),
  countQhpAsStaff: flag('ccm-count-qhp-as-staff', (settings) => settings.countQhpAsStaff),
  requireRevisionForComplex: flag('ccm-require-revision-for-complex', (settings) => settings.requireRevisionForComplex),
  serviceDate: code('ccm-service-date', ({ serviceDate }) => serviceDate),
  qualifyingApm: flag('ccm-qualifying-apm', ({ qualifyingApm }) => qualifyingApm),
  placeOfService: code('ccm-place-of-service', ({ placeOfService }) => placeOfService),
  unrelatedToAccess: flag('ccm-unrelated-to-access', ({ unrelatedToAccess }) => unrelatedToAccess),
  usualTimer: withTimers,
  timers: withTimers,
}

function flag(name: string, valueOf: (settings: PracticeSettings) => boolean): Writer {
  return (organization, settings) =>
    withExtensions(organization, structureDefinition(name), [{ valueBoolean: valueOf(settings) }])
}

function code(name: string, valueOf: (settings: PracticeSettings) => string): Writer {
  return (organization, settings) =>
    withExtensions(organization, structureDefinition(name), [{ valueCode: valueOf(settings) }])
}

function withTimers(organization: Organization, { usualTimer, timers }: PracticeSettings): Organization {
  const part = (activity: string | undefined, { ask, stop }: IdleMinutes) => ({
    extension: [
      ...(activity === undefined ? [] : [{ url: 'activity', valueCode: activity }]),
      { url: 'askAfter', valuePositiveInt: ask },
      { url: 'stopAfter', valuePositiveInt: stop },
    ],
  })
  return withExtensions(organization, structureDefinition('ccm-timer-policy'), [
    part(undefined, usualTimer),
    ...timers.map(({ activity, ...minutes }) => part(activity, minutes)),
  ])
}

/** With these extensions of one url in the place of those that there were. */
function withExtensions(organization: Organization, url: string, values: readonly Omit<Extension, 'url'>[]) {
  const others = (organization.extension ?? []).filter((extension) => extension.url !== url)
  return { ...organization, extension: [...others, ...values.map((value) => ({ url, ...value }))] }
}

const isTaxId = ({ system, use }: Identifier) => system === SYSTEM.ein && use !== 'old'

/** With one employer identification number, in the place of the first that there was; with none where it is ''. */
function withTaxId(organization: Organization, { taxId }: PracticeSettings): Organization {
  const { identifier = [], ...rest } = organization
  const first = identifier.find(isTaxId)
  const kept = identifier.filter((one) => !isTaxId(one))
  const identifiers = taxId === '' ? kept : [...kept, { ...first, system: SYSTEM.ein, value: taxId }]
  return { ...rest, ...(identifiers.length > 0 && { identifier: identifiers }) }
}

function isPhoneFor(hours: ContactHours): (point: ContactPoint) => boolean {
  return (point) =>
    point.system === 'phone' && point.use !== 'old' && extensionOf(point, 'ccm-contact-hours')?.valueCode === hours
}

function phoneOf({ telecom }: Organization, hours: ContactHours): string {
  return telecom?.find(isPhoneFor(hours))?.value ?? ''
}

/** With one number for these hours, in the place of the first that there was; with none where it is ''. */
function withPhone(organization: Organization, hours: ContactHours, value: string): Organization {
  const { telecom = [], ...rest } = organization
  const isOne = isPhoneFor(hours)
  const first = telecom.find(isOne)
  const extension = [{ url: structureDefinition('ccm-contact-hours'), valueCode: hours }]
  const phone: ContactPoint = { extension, system: 'phone', use: 'work', ...first, value }
  const kept = telecom.flatMap((point) => (point === first && value !== '' ? [phone] : isOne(point) ? [] : [point]))
  const points = first || value === '' ? kept : [phone, ...kept]
  return { ...rest, ...(points.length > 0 && { telecom: points }) }
}
