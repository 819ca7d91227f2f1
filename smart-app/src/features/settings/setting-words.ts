import type { PracticeSettings } from '#domain/practice/practice-settings.ts'
import type { Format } from '../../format/format.ts'
import type { Say } from '../../say/say.ts'
import { isActivity, type activityTexts } from '../../timer/activities.ts'
import type { SettingId } from './settings-draft.ts'
import type { settingsTexts } from './settings-texts.ts'

/** What settings are written with. */
export interface SettingSay {
  readonly say: Say<typeof settingsTexts>
  readonly activity: Say<typeof activityTexts>
  readonly format: Format
}

/** A setting in words. */
export function settingWords(id: SettingId, settings: PracticeSettings, words: SettingSay): string {
  return WORDS[id](settings, words)
}

const yesNo =
  (valueOf: (settings: PracticeSettings) => boolean) =>
  (settings: PracticeSettings, { say }: SettingSay) =>
    say(valueOf(settings) ? 'yes' : 'no')

const WORDS: Readonly<Record<SettingId, (settings: PracticeSettings, words: SettingSay) => string>> = {
  timeZone: ({ timeZone }, { format }) => zoneName(timeZone, format),
  taxId: ({ taxId }, { say }) => taxId || say('none'),
  alwaysPhone: ({ alwaysPhone }, { say }) => alwaysPhone || say('none'),
  officePhone: ({ officePhone }, { say }) => officePhone || say('none'),
  policy: ({ policy }, { say }) => say(policy),
  serviceDate: ({ serviceDate }, { say }) => say(serviceDate),
  placeOfService: ({ placeOfService }, { say }) => placeName(placeOfService, say),
  countQhpAsStaff: yesNo((settings) => settings.countQhpAsStaff),
  countPriorAuthorization: yesNo((settings) => settings.countPriorAuthorization),
  requireRevisionForComplex: yesNo((settings) => settings.requireRevisionForComplex),
  qualifyingApm: yesNo((settings) => settings.qualifyingApm),
  unrelatedToAccess: yesNo((settings) => settings.unrelatedToAccess),
  usualTimer: ({ usualTimer }, { say }) => say('minutes', usualTimer),
  timers: ({ timers }, { say, activity }) =>
    timers
      .map((one) => `${isActivity(one.activity) ? activity(one.activity) : one.activity}: ${say('minutes', one)}`)
      .join('; ') || say('none'),
}

/** Places of service where care management is billed (ccm-rules §9.1). */
export const PLACES = ['11', '12', '13', '19', '22', '31', '32'] as const

/** `11 Office`; a code that is not among those that are known stands alone. */
export function placeName(place: string, say: Say<typeof settingsTexts>): string {
  const known = PLACES.find((one) => one === place)
  return known === undefined ? place : say(`pos-${known}`)
}

/** Zones of the states and territories of the US. */
export const ZONES = [
  'America/New_York',
  'America/Detroit',
  'America/Indiana/Indianapolis',
  'America/Chicago',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
  'Pacific/Guam',
  'Pacific/Pago_Pago',
] as const

/** `Central Time (Chicago)` */
export function zoneName(zone: string, { language }: Format): string {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  const named = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')
  return named === undefined ? zone : `${named.value} (${city})`
}
