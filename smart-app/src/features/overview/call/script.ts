import { lastDayOfMonth, monthOfDay } from '#domain/calendar.ts'
import { inLanguage, type Language } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { dateWords } from '#domain/care-plan/words/dates.ts'
import type { ChartChange } from '#domain/chart-changes/chart-change.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import type { ChangeWords } from '../../../data/change-words.ts'
import type { OpenTask } from '../../../data/tasks.ts'
import { createSay, type Say } from '../../../say/say.ts'
import { callTexts, scriptTexts } from './script-texts.ts'

/** Something to say, which is ticked when it has been said. */
export interface ScriptLine {
  readonly id: string
  /** Read aloud. */
  readonly spoken: string
  /** What a tick puts into the note; absent: nothing to tick. */
  readonly noted?: string
  /** The patient answers it. */
  readonly asks: boolean
}

/** A part of the script, in the order of a call. */
export interface ScriptPart {
  readonly part: 'greeting' | 'tasks' | 'values' | 'changes' | 'when' | 'closing'
  readonly lines: readonly ScriptLine[]
}

/** What a script is made of. */
export interface ScriptSource {
  /** In which it is read aloud. */
  readonly language: Language
  /** Of the person at the screen: the note is theirs. */
  readonly reader: Language
  readonly person: string
  readonly practice: string
  readonly patient: string
  /** Local day. */
  readonly today: string
  readonly tasks: readonly OpenTask[]
  readonly plan: CarePlanView | undefined
  readonly changes: readonly ChartChange[]
  readonly wordsOf: (change: ChartChange) => ChangeWords
}

interface Speaking extends ScriptSource {
  readonly speak: Say<typeof scriptTexts>
  readonly note: Say<typeof callTexts>
}

/** The script of a call of today. */
export function scriptOf(source: ScriptSource): readonly ScriptPart[] {
  const speaking: Speaking = {
    ...source,
    speak: createSay(scriptTexts, source.language),
    note: createSay(callTexts, source.reader),
  }
  return [
    { part: 'greeting', lines: greeting(speaking) },
    { part: 'tasks', lines: dueTasks(source).map((task) => taskLine(task, speaking)) },
    { part: 'values', lines: valueLines(speaking) },
    { part: 'changes', lines: source.changes.flatMap((change) => changeLine(change, speaking)) },
    { part: 'when', lines: whenLines(speaking) },
    { part: 'closing', lines: [{ id: 'closing', spoken: speaking.speak('closing'), asks: false }] },
  ]
}

function greeting({ speak, note, person, practice, patient }: Speaking): readonly ScriptLine[] {
  return [
    { id: 'greeting', spoken: speak('greeting', { person, practice, patient }), asks: false },
    { id: 'identity', spoken: speak('identity'), noted: note('noted-identity'), asks: false },
  ]
}

/** Tasks that are due by the end of this month, or on no day. */
function dueTasks({ tasks, today }: ScriptSource): readonly OpenTask[] {
  const last = lastDayOfMonth(monthOfDay(today))
  return tasks.filter(({ due }) => due === undefined || due <= last)
}

const KINDS = codeSystem('ccm-intervention')

function taskLine({ task, title }: OpenTask, { speak, note, language, reader }: Speaking): ScriptLine {
  const words = { title: withoutStop(title(language)) }
  const key = `ask-${codeIn(task.code, KINDS) ?? ''}`
  return {
    id: `task ${task.id}`,
    spoken: isQuestion(key) ? speak(key, words) : speak('ask', words),
    noted: note('noted-task', { title: title(reader) }),
    asks: true,
  }
}

type Question = Extract<keyof typeof scriptTexts, `ask-${string}`>

function isQuestion(key: string): key is Question {
  return key in scriptTexts
}

/** The newest value of each goal that is in force, against its target. */
function valueLines({ plan, speak, note, language, reader }: Speaking): readonly ScriptLine[] {
  const goals = (plan?.goals ?? []).filter(({ standing }) => standing === 'current')
  return goals.flatMap(({ reference, targets }) =>
    targets.flatMap(({ measure, target, last }) => {
      if (!target || last?.on === undefined) return []
      const value = speak('value', {
        measure: inLanguage(measure, language),
        value: last.value(language),
        day: dateWords(last.on, language),
        target: target(language),
      })
      const then = last.reached === undefined ? '' : speak(last.reached ? 'value-reached' : 'value-missed')
      return [
        {
          id: `value ${reference} ${measure.text}`,
          spoken: [value, then].filter(Boolean).join(' '),
          noted: note('noted-value', { measure: inLanguage(measure, reader), value: last.value(reader) }),
          asks: last.reached !== true,
        },
      ]
    }),
  )
}

/** A change as it is told. Values of goals stand among the values; documents are for those who read the chart. */
function changeLine(change: ChartChange, { speak, note, language, wordsOf }: Speaking): readonly ScriptLine[] {
  const spoken = spokenChange(change, speak, language)
  if (spoken === undefined) return []
  const { key, title, kind } = wordsOf(change)
  return [{ id: `change ${key}`, spoken, noted: note('noted-change', { title, kind }), asks: true }]
}

/** Kinds of change that have words of their own; those of the plan share theirs. */
const SPOKEN = [
  'hospital-stay',
  'emergency-visit',
  'visit',
  'condition-new',
  'condition-resolved',
  'medicine-new',
  'medicine-changed',
  'medicine-stopped',
  'allergy-new',
  'value-abnormal',
] as const

function spokenChange(change: ChartChange, speak: Speaking['speak'], language: Language): string | undefined {
  const day = dateWords(change.on, language)
  if (change.kind.startsWith('plan-')) return change.kind === 'plan-ended' ? undefined : speak('plan', { day })
  const kind = SPOKEN.find((one) => one === change.kind)
  const now = change.after?.(language) ?? ''
  return kind && speak(kind, { day, what: inLanguage(change.what, language), dose: now, value: now })
}

/** The plan's warning signs, then the number that is answered day and night. */
function whenLines({ plan, speak, note, language, reader }: Speaking): readonly ScriptLine[] {
  const signs = (plan?.interventions ?? [])
    .filter(({ kind, standing }) => kind === 'symptom-management' && standing === 'current')
    .map(({ reference, title, instructions }): ScriptLine => {
      const words = [title, ...(instructions ? [instructions] : [])].map((one) => inLanguage(one, language))
      return {
        id: `when ${reference} ${title.text}`,
        spoken: words.map(sentence).join(' '),
        noted: note('noted-when', { title: inLanguage(title, reader) }),
        asks: false,
      }
    })
  const phone = plan?.team.anyHour
  const number = phone === undefined ? speak('emergency') : `${speak('any-hour', { phone })} ${speak('emergency')}`
  const told = phone === undefined ? {} : { noted: note('noted-number') }
  return [...signs, { id: 'number', spoken: number, asks: false, ...told }]
}

function withoutStop(text: string): string {
  return text.replace(/[.]$/, '')
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
