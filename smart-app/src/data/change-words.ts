import type { LocalText } from '#domain/care-plan/local-text.ts'
import type { ChangeKind, ChartChange } from '#domain/chart-changes/chart-change.ts'
import type { Format } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { defineTexts, type Language, type Say } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import type { Evidence } from '../ui/evidence.tsx'
import type { IconName } from '../ui/icon.tsx'
import { personOf, useStaff, type StaffPerson } from './chart.ts'

const texts = defineTexts({
  'hospital-stay': { en: 'hospital stay', es: 'hospitalización' },
  'emergency-visit': { en: 'emergency visit', es: 'visita a emergencias' },
  visit: { en: 'visit', es: 'consulta' },
  document: { en: 'new document', es: 'documento nuevo' },
  'condition-new': { en: 'new condition', es: 'diagnóstico nuevo' },
  'condition-resolved': { en: 'resolved', es: 'resuelto' },
  'medicine-new': { en: 'new medicine', es: 'medicamento nuevo' },
  'medicine-changed': { en: 'dose changed', es: 'dosis cambiada' },
  'medicine-stopped': { en: 'stopped', es: 'suspendido' },
  'allergy-new': { en: 'new allergy', es: 'alergia nueva' },
  'value-off-target': { en: 'out of target', es: 'fuera de la meta' },
  'value-on-target': { en: 'in target again', es: 'de nuevo en la meta' },
  'value-abnormal': { en: 'marked by the laboratory', es: 'señalado por el laboratorio' },
  'plan-established': { en: 'plan begun', es: 'plan iniciado' },
  'plan-activated': { en: 'put into force', es: 'puesto en vigor' },
  'plan-activated-with-gaps': { en: 'put into force with gaps', es: 'puesto en vigor con faltantes' },
  'plan-revised': { en: 'revised', es: 'revisado' },
  'plan-substantially-revised': { en: 'revised in substance', es: 'revisado a fondo' },
  'plan-ended': { en: 'ended', es: 'terminado' },
  plan: { en: 'Care plan', es: 'Plan de cuidados' },
  'from-to': { en: '{before} → {after}', es: '{before} → {after}' },
  was: { en: 'was {before}', es: 'antes {before}' },
  wanted: { en: 'goal {target}', es: 'meta {target}' },
  days: { en: '{from} to {on}', es: '{from} al {on}' },
  by: { en: 'by {name}', es: 'por {name}' },
  statement: { en: '{title}: {kind}, {day}', es: '{title}: {kind}, {day}' },
})

/** A change in the words of those who work here. */
export interface ChangeWords {
  readonly key: string
  readonly icon: IconName
  /** Somebody has to look: a stay, a value out of target. */
  readonly alert: boolean
  /** `new medicine` */
  readonly kind: string
  /** `Furosemide 20 mg → 40 mg`, `Hemoglobin A1c 8.1%` */
  readonly title: string
  /** `out of target, was 7.2%, goal below 7%` */
  readonly detail: string
  /** `11/18`, or the days of a stay. */
  readonly when: string
  readonly evidence: () => Evidence
}

/** Puts changes into words, in the language of the person at the screen. */
export function useChangeWords(): (change: ChartChange) => ChangeWords {
  const say = useSay(texts)
  const format = useFormat()
  const staff = useStaff()
  return (change) => wordsOf(change, { say, format, staff: staff.data })
}

interface Saying {
  readonly say: Say<typeof texts>
  readonly format: Format
  readonly staff: readonly StaffPerson[] | undefined
}

function wordsOf(change: ChartChange, saying: Saying): ChangeWords {
  const { say, format } = saying
  const { kind, on, from, references } = change
  const [title, detail] = [titleOf(change, saying), detailOf(change, saying)]
  return {
    key: [kind, ...references, title].join(' '),
    icon: iconOf(kind),
    alert: ALERTS.has(kind),
    kind: say(kind),
    title,
    detail,
    when: from === undefined ? format.shortDay(on) : say('days', { from: format.shortDay(from), on: format.shortDay(on) }),
    evidence: () => ({
      statement: say('statement', { title, kind: say(kind), day: format.day(on) }),
      sources: references.map((reference, index) => ({
        what: index === 0 ? format.day(on) : '',
        detail: index === 0 ? detail : (change.before?.(format.language) ?? ''),
        reference,
      })),
    }),
  }
}

function titleOf({ kind, what, after }: ChartChange, { say, format }: Saying): string {
  if (kind.startsWith('plan-')) return say('plan')
  const name = nameFor(what, format.language)
  return kind.startsWith('value-') ? `${name} ${after?.(format.language) ?? ''}` : name
}

function detailOf(change: ChartChange, { say, format, staff }: Saying): string {
  const { kind, why, by, target } = change
  const [before, after] = [change.before?.(format.language), change.after?.(format.language)]
  const person = personOf(staff, by)?.name
  const dose = kind.startsWith('medicine-') ? doseOf(before, after, say) : undefined
  const value = kind.startsWith('value-') && before !== undefined ? say('was', { before }) : undefined
  return [
    say(kind),
    dose,
    value,
    target && say('wanted', { target: target(format.language) }),
    why,
    person !== undefined && say('by', { name: person }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function doseOf(before: string | undefined, after: string | undefined, say: Saying['say']): string | undefined {
  return before !== undefined && after !== undefined ? say('from-to', { before, after }) : (after ?? before)
}

/** What clinicians call it; a translation where they read Spanish. */
function nameFor(words: LocalText, language: Language): string {
  return language === 'es' ? (words.es ?? words.text) : words.text
}

const ALERTS: ReadonlySet<ChangeKind> = new Set([
  'hospital-stay',
  'emergency-visit',
  'value-off-target',
  'value-abnormal',
  'allergy-new',
])

function iconOf(kind: ChangeKind): IconName {
  if (kind.startsWith('medicine-')) return 'pill'
  if (kind.startsWith('plan-')) return 'list'
  return ICONS[kind] ?? 'document'
}

const ICONS: Partial<Readonly<Record<ChangeKind, IconName>>> = {
  'hospital-stay': 'heart',
  'emergency-visit': 'heart',
  visit: 'calendar',
  'condition-new': 'plus',
  'condition-resolved': 'check',
  'allergy-new': 'warn',
}
