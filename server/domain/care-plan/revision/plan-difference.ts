import { ASSESSMENTS, CARE_PLAN_ELEMENTS, RESPONSIBLE_ROLES } from '../../terminology/generated/care-plan-codes.ts'
import type { CarePlanElement } from '../element.ts'
import type { Assessment, AssessmentView } from '../view/assessment-view.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import type { GoalView } from '../view/goal-view.ts'
import type { InterventionView } from '../view/intervention-view.ts'
import { dateWords } from '../words/dates.ts'
import { timingWords } from '../words/timing-words.ts'

/** One thing that is otherwise in a later state of a plan. */
export interface PlanChange {
  /** The element of the plan; `plan` for what it says of itself (status, period). */
  readonly area: CarePlanElement | 'plan' | 'care-team'
  readonly kind: 'added' | 'removed' | 'changed'
  /** What it is about: a goal's words, an intervention's title, a problem's name. */
  readonly what: string
  /** Which property of it changed, in words; absent where the whole was added or removed. */
  readonly property?: string
  readonly before?: string
  readonly after?: string
  /** `Type/id` of the resource behind it. */
  readonly reference?: string
}

/**
 * What changed in a plan, in words, in the order of its elements. Values that were measured since are no change of the
 * plan.
 */
export function planDifference(before: CarePlanView, after: CarePlanView): readonly PlanChange[] {
  return [
    ...properties(planProperties(before), planProperties(after), { area: 'plan', what: after.title }),
    ...[...AREAS, ...ASSESSED].flatMap(({ area, items }) => listDifference(items(before), items(after), area)),
  ]
}

/** Something in a plan, with its properties in words. */
interface Item {
  readonly reference: string
  /** What it is known by in both states, where another resource may take its place; absent: the reference. */
  readonly key?: string
  readonly what: string
  readonly properties: Properties
}

type Properties = Readonly<Record<string, string>>

interface Area {
  readonly area: PlanChange['area']
  readonly items: (view: CarePlanView) => readonly Item[]
}

const AREAS: readonly Area[] = [
  {
    area: 'problem-list',
    items: ({ problems }) =>
      problems.map(({ reference, name, since }) => ({
        reference,
        what: name.text,
        properties: { name: name.text, since: day(since) },
      })),
  },
  {
    area: 'expected-outcome',
    items: ({ outcomes }) =>
      outcomes.map(({ reference, outcome, prognosis }) => ({
        reference,
        what: 'Expected outcome',
        properties: { outcome: outcome?.text ?? '', prognosis: prognosis ?? '' },
      })),
  },
  {
    area: 'patient-goal',
    items: ({ ownGoals }) =>
      ownGoals.map(({ reference, words }) => ({ reference, what: words.text, properties: { words: words.text } })),
  },
  { area: 'measurable-goals', items: ({ goals }) => goals.map(goalItem) },
  { area: 'interventions', items: ({ interventions }) => interventions.map(interventionItem) },
  {
    area: 'care-team',
    items: ({ team }) =>
      team.members.map(({ reference, name, role, phone }) => ({
        reference,
        what: name,
        properties: { name, role: role.text, telephone: phone ?? '' },
      })),
  },
]

const ASSESSED_IN: Readonly<Record<Assessment, CarePlanElement>> = {
  cognitive: 'cognitive-assessment',
  functional: 'functional-assessment',
  psychosocial: 'psychosocial-assessment',
  environmental: 'environmental-evaluation',
  caregiver: 'caregiver-assessment',
}

/** A newer finding takes the place of the older one. */
const ASSESSED: readonly Area[] = Object.entries(ASSESSED_IN).map(([assessment, area]) => ({
  area,
  items: ({ assessments }) => assessments.filter((one) => one.assessment === assessment).map(assessmentItem),
}))

function assessmentItem({ assessment, reference, finding }: AssessmentView): Item {
  return { reference, key: assessment, what: ASSESSMENTS[assessment].en, properties: { finding: finding('en') } }
}

function goalItem({ reference, what, standing, targets, problems, achievement }: GoalView): Item {
  const words = targets.map(
    ({ measure, target, due }) =>
      `${measure.text} ${target?.('en') ?? 'to be agreed'}${due === undefined ? '' : ` by ${day(due)}`}`,
  )
  return {
    reference,
    what: what.text,
    properties: {
      words: what.text,
      target: words.join('; '),
      standing,
      problems: problems.join('; '),
      achievement: achievement ?? '',
    },
  }
}

function interventionItem(view: InterventionView): Item {
  const { reference, title, instructions, standing, howOften, next } = view
  return {
    reference,
    what: title.text,
    properties: {
      title: title.text,
      instructions: instructions?.text ?? '',
      responsible: responsible(view),
      'how often': timingWords(howOften) ?? '',
      'next time': day(next),
      standing,
    },
  }
}

function responsible({ who, role, byPatient }: InterventionView): string {
  if (byPatient) return 'the patient'
  return who ?? (role === undefined ? '' : RESPONSIBLE_ROLES[role].en)
}

function planProperties(view: CarePlanView): Properties {
  const { title, status, from, to, reviewOn, substantiallyRevisedOn, team, medications, notNeeded } = view
  return {
    title,
    status,
    from: day(from),
    to: day(to),
    'next review': day(reviewOn),
    'substantially revised': day(substantiallyRevisedOn),
    'medicines gone through': day(medications.reconciliation?.on),
    'telephone at any hour': team.anyHour ?? '',
    'not needed': notNeeded
      .map(({ element, reason }) => `${CARE_PLAN_ELEMENTS[element].display} (${reason})`)
      .join('; '),
  }
}

function day(date: string | undefined): string {
  return date === undefined ? '' : dateWords(date)
}

function listDifference(
  before: readonly Item[],
  after: readonly Item[],
  area: PlanChange['area'],
): readonly PlanChange[] {
  const [known, now] = [byKey(before), byKey(after)]
  const gone = before.filter((item) => !now.has(keyOf(item))).map((item) => whole(item, area, 'removed'))
  const there = after.flatMap((item) => {
    const earlier = known.get(keyOf(item))
    if (!earlier) return [whole(item, area, 'added')]
    return properties(earlier.properties, item.properties, { area, what: item.what, reference: item.reference })
  })
  return [...gone, ...there]
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [keyOf(item), item]))
}

function keyOf({ key, reference }: Item): string {
  return key ?? reference
}

function whole(
  { reference, what, properties: own }: Item,
  area: PlanChange['area'],
  kind: 'added' | 'removed',
): PlanChange {
  const words = Object.entries(own)
    .filter(([name, value]) => value !== '' && value !== what && name !== 'standing')
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ')
  const told = words === '' ? {} : kind === 'added' ? { after: words } : { before: words }
  return { area, kind, what, ...told, ...(reference !== '' && { reference }) }
}

function properties(
  before: Properties,
  after: Properties,
  about: Pick<PlanChange, 'area' | 'what' | 'reference'>,
): readonly PlanChange[] {
  return Object.keys(after)
    .filter((property) => before[property] !== after[property])
    .map((property) => ({
      ...about,
      kind: 'changed' as const,
      property,
      ...said('before', before[property]),
      ...said('after', after[property]),
    }))
}

function said<K extends 'before' | 'after'>(side: K, words: string | undefined): Partial<Record<K, string>> {
  return words === undefined || words === '' ? {} : ({ [side]: words } as Record<K, string>)
}
