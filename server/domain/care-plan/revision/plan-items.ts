import { ASSESSMENTS, CARE_PLAN_ELEMENTS, RESPONSIBLE_ROLES } from '../../terminology/generated/care-plan-codes.ts'
import type { CarePlanElement } from '../element.ts'
import type { Language, LocalText } from '../local-text.ts'
import type { Assessment } from '../view/assessment-view.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import type { GoalView } from '../view/goal-view.ts'
import type { InterventionView } from '../view/intervention-view.ts'
import type { MedicationView } from '../view/medication-view.ts'
import { dateWords } from '../words/dates.ts'
import { timingWords } from '../words/timing-words.ts'
import { phraseOf, type Property } from './difference-words.ts'

/** Something in a plan, with its properties in words. */
export interface Item {
  readonly reference: string
  /** What it is known by in both states, where another resource may take its place; absent: the reference. */
  readonly key?: string
  readonly what: string
  readonly properties: Properties
}

/** What something is like, in words; '' for what is not said of it. */
export type Properties = Readonly<Partial<Record<Property, string>>>

interface Area {
  readonly area: CarePlanElement | 'care-team'
  readonly items: readonly Item[]
}

/** What a plan consists of, in the order of its elements: the same areas for every plan. */
export function planAreas(view: CarePlanView, language: Language): readonly Area[] {
  const { problems, outcomes, ownGoals, goals, interventions, medications, team } = view
  return [
    { area: 'problem-list', items: problems.map((problem) => problemItem(problem, language)) },
    { area: 'expected-outcome', items: outcomes.map((outcome) => outcomeItem(outcome, language)) },
    {
      area: 'patient-goal',
      items: ownGoals.map(({ reference, words }) => {
        const what = said(words, language)
        return { reference, what, properties: { words: what } }
      }),
    },
    { area: 'measurable-goals', items: goals.map((goal) => goalItem(goal, language)) },
    { area: 'interventions', items: interventions.map((intervention) => interventionItem(intervention, language)) },
    { area: 'medication-management', items: medicineItems(medications.planned, language) },
    {
      area: 'care-team',
      items: team.members.map(({ reference, name, role, phone }) => ({
        reference,
        what: name,
        properties: { name, role: said(role, language), telephone: phone ?? '' },
      })),
    },
    ...ASSESSED.map(([assessment, area]) => ({ area, items: assessmentItems(view, assessment, language) })),
  ]
}

const ASSESSED_IN: Readonly<Record<Assessment, CarePlanElement>> = {
  cognitive: 'cognitive-assessment',
  functional: 'functional-assessment',
  psychosocial: 'psychosocial-assessment',
  environmental: 'environmental-evaluation',
  caregiver: 'caregiver-assessment',
}

const ASSESSED = Object.entries(ASSESSED_IN) as readonly (readonly [Assessment, CarePlanElement])[]

/** A newer finding takes the place of the older one. */
function assessmentItems(view: CarePlanView, assessment: Assessment, language: Language): readonly Item[] {
  return view.assessments
    .filter((one) => one.assessment === assessment)
    .map(({ reference, finding }) => ({
      reference,
      key: assessment,
      what: ASSESSMENTS[assessment][language],
      properties: { finding: finding(language) },
    }))
}

function problemItem({ reference, name, since }: CarePlanView['problems'][number], language: Language): Item {
  const what = said(name, language)
  return { reference, what, properties: { name: what, since: day(since, language) } }
}

function outcomeItem({ reference, outcome, prognosis }: CarePlanView['outcomes'][number], language: Language): Item {
  return {
    reference,
    what: phraseOf('expected-outcome', language),
    properties: { outcome: outcome ? said(outcome, language) : '', prognosis: prognosis ?? '' },
  }
}

function goalItem({ reference, what, standing, targets, problems, achievement }: GoalView, language: Language): Item {
  const words = targets.map(({ measure, target, due }) => {
    const by = due === undefined ? '' : ` ${phraseOf('by', language)} ${day(due, language)}`
    return `${said(measure, language)} ${target?.(language) ?? phraseOf('to-be-agreed', language)}${by}`
  })
  return {
    reference,
    what: said(what, language),
    properties: {
      words: said(what, language),
      target: words.join('; '),
      standing,
      problems: problems.join('; '),
      achievement: achievement ?? '',
    },
  }
}

function interventionItem(view: InterventionView, language: Language): Item {
  const { reference, title, instructions, standing, howOften, next } = view
  return {
    reference,
    what: said(title, language),
    properties: {
      title: said(title, language),
      instructions: instructions ? said(instructions, language) : '',
      responsible: responsible(view, language),
      'how often': timingWords(howOften, language) ?? '',
      'next time': day(next, language),
      standing,
    },
  }
}

/** The plan's medicines by name: an order that is written again is the same medicine. */
function medicineItems(medicines: readonly MedicationView[], language: Language): readonly Item[] {
  const together = (texts: readonly (LocalText | undefined)[]) =>
    [...new Set(texts.flatMap((words) => (words ? [said(words, language)] : [])))].join('; ')
  return [...Map.groupBy(medicines, ({ name }) => name)].map(([name, same]) => ({
    reference: same[0]?.reference ?? '',
    key: name.toLowerCase(),
    what: name,
    properties: {
      'how to take it': together(same.map(({ howToTake }) => howToTake)),
      'what it is for': together(same.map(({ reason }) => reason)),
    },
  }))
}

function responsible({ who, role, byPatient }: InterventionView, language: Language): string {
  if (byPatient) return phraseOf('the-patient', language)
  return who ?? (role === undefined ? '' : RESPONSIBLE_ROLES[role][language])
}

/** What a plan says of itself. */
export function planProperties(view: CarePlanView, language: Language): Properties {
  const { title, status, from, to, reviewOn, substantiallyRevisedOn, team, medications, notNeeded, notes } = view
  return {
    title,
    status,
    from: day(from, language),
    to: day(to, language),
    'next review': day(reviewOn, language),
    'substantially revised': day(substantiallyRevisedOn, language),
    'medicines gone through': day(medications.reconciliation?.on, language),
    'telephone at any hour': team.anyHour ?? '',
    'not needed': notNeeded
      .map(({ element, reason }) => {
        const { display, es } = CARE_PLAN_ELEMENTS[element]
        return `${language === 'es' ? es : display} (${reason})`
      })
      .join('; '),
    notes: notes.join('; '),
  }
}

/** A clinician reads what was written; in another language its translation, where it has one. */
function said(words: LocalText, language: Language): string {
  return (language === 'es' ? words.es : undefined) ?? words.text
}

function day(date: string | undefined, language: Language): string {
  return date === undefined ? '' : dateWords(date, language)
}
