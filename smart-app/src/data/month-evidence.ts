import type { ServiceMonth } from '#domain/calendar.ts'
import { personOf, useStaff } from './chart.ts'
import { secondsMissed, type MonthView } from './month.ts'
import { reasonWords, ruleTexts } from './rule-words.ts'
import type { CodeRule } from './rules.ts'
import type { TimeEntry } from './time-entries.ts'
import { useTime } from './time.ts'
import { durationText } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import type { Evidence } from '../ui/evidence.tsx'
import { activityTexts, isActivity } from '../timer/activities.ts'

const texts = defineTexts({
  total: {
    en: { one: '{count} minute counts in {month}', other: '{count} minutes count in {month}' },
    es: { one: '{count} minuto cuenta en {month}', other: '{count} minutos cuentan en {month}' },
  },
  staff: {
    en: { one: 'Staff gave {count} minute that counts', other: 'Staff gave {count} minutes that count' },
    es: { one: 'El personal dio {count} minuto que cuenta', other: 'El personal dio {count} minutos que cuentan' },
  },
  practitioner: {
    en: {
      one: 'The practitioner gave {count} minute that counts',
      other: 'The practitioner gave {count} minutes that count',
    },
    es: { one: 'El médico dio {count} minuto que cuenta', other: 'El médico dio {count} minutos que cuentan' },
  },
  not: {
    en: { one: '{count} minute is kept and does not count', other: '{count} minutes are kept and do not count' },
    es: { one: '{count} minuto se guarda y no cuenta', other: '{count} minutos se guardan y no cuentan' },
  },
  'staff-row': { en: 'Staff, whole minutes', es: 'Personal, minutos enteros' },
  'own-row': { en: 'Practitioner, whole minutes', es: 'Médico, minutos enteros' },
  once: { en: 'Two people at once, counted once', es: 'Dos personas a la vez, contado una vez' },
  logged: { en: 'Logged in all', es: 'Registrado en total' },
  'not-row': { en: 'Not counted', es: 'No contado' },
  together: { en: 'Counted, cut to whole minutes once', es: 'Contado, cortado una vez a minutos enteros' },
  next: {
    en: { one: '{code} is {count} minute away', other: '{code} is {count} minutes away' },
    es: { one: 'Falta {count} minuto para {code}', other: 'Faltan {count} minutos para {code}' },
  },
  worth: { en: '{code}, national rate', es: '{code}, tarifa nacional' },
  'now-row': { en: 'Counted now', es: 'Contado ahora' },
  'needed-row': { en: 'Still needed', es: 'Faltan' },
  'if-done': {
    en: {
      one: '{count} more minute, if the work is done and needed.',
      other: '{count} more minutes, if the work is done and needed.',
    },
    es: {
      one: '{count} minuto más, si el trabajo se hace y hace falta.',
      other: '{count} minutos más, si el trabajo se hace y hace falta.',
    },
  },
  complexity: {
    en: 'Complexity of moderate or high, recorded by the billing practitioner, opens other codes.',
    es: 'Una complejidad moderada o alta, registrada por el médico, abre otros códigos.',
  },
  rule: {
    en: 'Minutes of a calendar month of the practice are added to the second and cut to whole minutes once. They are never rounded up.',
    es: 'Los minutos de un mes calendario del consultorio se suman al segundo y se cortan una vez a minutos enteros. Nunca se redondean hacia arriba.',
  },
  since: { en: 'in effect since {day}', es: 'vigente desde {day}' },
})

interface Question {
  readonly view: MonthView
  readonly month: ServiceMonth
  readonly rules: readonly CodeRule[]
}

/** What the month's numbers rest on. */
export function useMonthEvidence({ view, month, rules }: Question) {
  const say = useSay(texts)
  const format = useFormat()
  const entries = useTime(month, format.timeZone)
  const sources = useSources()
  const all = entries.data ?? []
  const words = { month: format.monthName(month) }
  const source = rules.find(({ code }) => code === (view.charges[0]?.code ?? view.next?.code))
  const rule = {
    text: say('rule'),
    ...(source?.source !== undefined && { code: source.source }),
    ...(source?.since !== undefined && { since: say('since', { day: format.day(source.since) }) }),
  }
  const missed = secondsMissed(view.notCounted)
  return {
    total: (): Evidence => ({
      statement: say('total', { count: view.totalMinutes, ...words }),
      arithmetic: arithmeticOf(view, all, say),
      sources: sources(all),
      rule,
      ...(!view.blockers.some(({ code }) => code === 'deceased') && { change: changeOf(view, say) }),
    }),
    staff: (): Evidence => ({
      statement: say('staff', { count: view.staffMinutes }),
      sources: sources(all),
      rule,
    }),
    practitioner: (): Evidence => ({
      statement: say('practitioner', { count: view.practitionerMinutes }),
      sources: sources(all),
      rule,
    }),
    notCounted: (): Evidence => ({
      statement: say('not', { count: Math.floor(missed / 60) }),
      sources: sources.notCounted(view, all),
    }),
    next: (): Evidence => nextEvidence({ view, month, rules }, say, format.money),
  }
}

type Say = ReturnType<typeof useSay<typeof texts>>

function changeOf({ next }: MonthView, say: Say): readonly string[] {
  return [...(next ? [say('if-done', { count: next.minutesNeeded })] : []), say('complexity')]
}

function arithmeticOf(view: MonthView, entries: readonly TimeEntry[], say: Say): NonNullable<Evidence['arithmetic']> {
  const logged = entries.reduce((sum, { seconds }) => sum + seconds, 0)
  const missed = secondsMissed(view.notCounted)
  const together = view.staffMinutes + view.practitionerMinutes
  return [
    { label: say('logged'), value: durationText(logged) },
    ...(missed > 0 ? [{ label: say('not-row'), value: `− ${durationText(missed)}` }] : []),
    { label: say('staff-row'), value: String(view.staffMinutes) },
    ...(view.practitionerMinutes > 0 ? [{ label: say('own-row'), value: String(view.practitionerMinutes) }] : []),
    ...(together > view.totalMinutes ? [{ label: say('once'), value: `− ${together - view.totalMinutes}` }] : []),
    { label: say('together'), value: String(view.totalMinutes), strong: true },
  ]
}

function nextEvidence({ view, rules }: Question, say: Say, money: (cents: number) => string): Evidence {
  const { code = '', minutesNeeded = 0, by } = view.next ?? {}
  const rule = rules.find((one) => one.code === code)
  const counted = by === 'practitioner' ? view.practitionerMinutes : view.totalMinutes
  return {
    statement: say('next', { code, count: minutesNeeded }),
    arithmetic: [
      { label: say('now-row'), value: `${counted} min` },
      { label: say('needed-row'), value: `${minutesNeeded} min` },
      ...(rule?.cents === undefined ? [] : [{ label: say('worth', { code }), value: money(rule.cents), strong: true }]),
    ],
    ...(rule && {
      rule: {
        text: `${rule.title}. ${rule.description}`,
        ...(rule.source !== undefined && { code: rule.source }),
        ...(rule.version !== '' && { since: rule.version }),
      },
    }),
    change: [say('if-done', { count: minutesNeeded }), say('complexity')],
  }
}

/** Time entries as sources: what, when, who. */
function useSources() {
  const format = useFormat()
  const staff = useStaff()
  const activity = useSay(activityTexts)
  const rule = useSay(ruleTexts)
  const one = (entry: TimeEntry, why?: string) => {
    const person = personOf(staff.data, entry.owner)
    const when =
      entry.start === undefined ? format.day(entry.day) : `${format.weekday(entry.day)} ${format.time(entry.start)}`
    return {
      what: `${durationText(entry.seconds)} ${isActivity(entry.activity) ? activity(entry.activity) : entry.activity}`,
      detail: [when, person && [person.name, person.credential].filter(Boolean).join(', '), why]
        .filter(Boolean)
        .join(' · '),
      reference: entry.reference,
    }
  }
  const sources = (entries: readonly TimeEntry[]) => entries.map((entry) => one(entry))
  sources.notCounted = (view: MonthView, entries: readonly TimeEntry[]) =>
    view.notCounted.map((reason) => {
      const entry = entries.find(({ reference }) => reference === reason.task)
      const why = reasonWords(reason, rule)
      return entry ? one(entry, why) : { what: durationText(reason.seconds), detail: why, reference: reason.task }
    })
  return sources
}
