import type { PracticeSettings } from '#domain/practice/practice-settings.ts'
import { LONGEST_PATIENCE } from '#domain/practice/timer-policy.ts'

/** Minutes as typed. */
export interface TypedMinutes {
  readonly ask: string
  readonly stop: string
}

export type TypedTimer = TypedMinutes & { readonly activity: string }

export type SettingId = keyof PracticeSettings

/** The settings as they stand in the fields. */
export interface SettingsDraft extends Omit<PracticeSettings, 'usualTimer' | 'timers'> {
  readonly usualTimer: TypedMinutes
  readonly timers: readonly TypedTimer[]
}

/** What is wrong with a field. */
export type Fault = 'bad-phone' | 'bad-tax-id' | 'bad-minutes' | 'stop-first'

/** Faults by field: `alwaysPhone`, `usualTimer.ask`, `timers.1.stop`. */
export type Faults = Readonly<Record<string, Fault>>

/** The settings on file as the fields show them. */
export function draftOf(settings: PracticeSettings): SettingsDraft {
  const { usualTimer, timers } = settings
  const typed = ({ ask, stop }: PracticeSettings['usualTimer']) => ({ ask: String(ask), stop: String(stop) })
  return {
    ...settings,
    usualTimer: typed(usualTimer),
    timers: timers.map((one) => ({ activity: one.activity, ...typed(one) })),
  }
}

/** What cannot be saved as it is typed. */
export function faultsOf(draft: SettingsDraft): Faults {
  const found: Record<string, Fault> = {}
  for (const id of ['alwaysPhone', 'officePhone'] as const) if (!isPhone(draft[id])) found[id] = 'bad-phone'
  if (taxIdFrom(draft.taxId) === undefined) found['taxId'] = 'bad-tax-id'
  const timers = draft.timers.map((one, at) => [`timers.${String(at)}`, one] as const)
  for (const [name, { ask, stop }] of [['usualTimer', draft.usualTimer] as const, ...timers]) {
    const [first, last] = [minutesFrom(ask), minutesFrom(stop)]
    if (first === undefined) found[`${name}.ask`] = 'bad-minutes'
    if (last === undefined) found[`${name}.stop`] = 'bad-minutes'
    else if (first !== undefined && last < first) found[`${name}.stop`] = 'stop-first'
  }
  return found
}

/** The fields as settings; only of a draft without faults. */
export function settingsFrom(draft: SettingsDraft): PracticeSettings {
  const read = ({ ask, stop }: TypedMinutes) => ({ ask: minutesFrom(ask) ?? 0, stop: minutesFrom(stop) ?? 0 })
  return {
    ...draft,
    taxId: taxIdFrom(draft.taxId) ?? '',
    alwaysPhone: draft.alwaysPhone.trim(),
    officePhone: draft.officePhone.trim(),
    usualTimer: read(draft.usualTimer),
    timers: draft.timers.map((one) => ({ activity: one.activity, ...read(one) })),
  }
}

/** Which settings are not the same. */
export function differing(one: object, other: object): readonly SettingId[] {
  const [left, right] = [one, other].map((each) => each as Readonly<Record<string, unknown>>)
  return (Object.keys(one) as SettingId[]).filter((id) => JSON.stringify(left?.[id]) !== JSON.stringify(right?.[id]))
}

/** Some of the settings. */
export function pick<T extends object>(from: T, ids: readonly SettingId[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => ids.some((one) => one === id))) as Partial<T>
}

/** Whole minutes from 1 to the longest that a timer may be left alone. */
function minutesFrom(text: string): number | undefined {
  const minutes = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : 0
  return minutes >= 1 && minutes <= LONGEST_PATIENCE ? minutes : undefined
}

/** Nothing, or an employer identification number, as the IRS writes it: `12-3456789`. */
function taxIdFrom(text: string): string | undefined {
  const [, area, number] = /^(\d{2})[\s-]*(\d{7})$/.exec(text.trim()) ?? []
  if (area === undefined || number === undefined) return text.trim() === '' ? '' : undefined
  return `${area}-${number}`
}

/** Nothing, or a number of ten digits or more, as people write it. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  return text.trim() === '' || (/^[\d\s()+.-]+$/.test(text) && digits >= 10 && digits <= 15)
}
