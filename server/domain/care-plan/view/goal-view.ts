import type { CarePlan, Goal, GoalTarget } from '@medplum/fhirtypes'
import { codeIn, nameOf } from '../../fhir/codings.ts'
import { present } from '../../present.ts'
import type { CareRecord } from '../care-record.ts'
import { latestMeasured } from '../latest-observation.ts'
import { inLanguage, localName, localText, type Language, type LocalText } from '../local-text.ts'
import { reachesTarget } from '../reaches-target.ts'
import { standingOf, type Standing } from '../standing.ts'
import { localDate } from '../../fhir/instants.ts'
import { quantityWords, rangeWords } from '../words/quantities.ts'

/** A goal in the patient's own words. */
export interface OwnGoalView {
  readonly reference: string
  readonly words: LocalText
}

/** A treatment goal. */
export interface GoalView {
  readonly reference: string
  readonly standing: Standing
  readonly what: LocalText
  readonly targets: readonly TargetView[]
  /** The first day named by a target. */
  readonly due?: string
  /** Names of the problems it addresses. */
  readonly problems: readonly string[]
  /** Code of HL7's goal-achievement. */
  readonly achievement?: string
}

/** One thing that is measured, and where it should be. */
export interface TargetView {
  readonly measure: LocalText
  /** `system|code` of the measure; absent where it has no code. */
  readonly code?: string
  /** The target in words; absent where it still has to be agreed. */
  readonly target?: (language: Language) => string
  readonly due?: string
  readonly last?: LastValue
}

/** The patient's newest value of a measure. */
interface LastValue {
  readonly value: (language: Language) => string
  readonly on?: string
  readonly reference: string
  /** Whether it is where the target wants it; absent where one cannot say. */
  readonly reached?: boolean
}

const ACHIEVEMENT = 'http://terminology.hl7.org/CodeSystem/goal-achievement'

/** Goals that the patient expressed and that have no measure: what matters to them, in their words. */
export function ownGoalViews(plan: CarePlan, record: CareRecord): readonly OwnGoalView[] {
  return shownGoals(plan, record).flatMap(({ reference, goal }) => {
    const words = localText(goal.description, 'text')
    return words && isOwn(goal) ? [{ reference, words }] : []
  })
}

/** All other goals of the plan; those declined, stopped or entered by mistake are left out. */
export function goalViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly GoalView[] {
  return shownGoals(plan, record).flatMap(({ reference, goal }) =>
    isOwn(goal) ? [] : [goalView(reference, goal, record, timeZone)],
  )
}

function shownGoals(plan: CarePlan, record: CareRecord): readonly { reference: string; goal: Goal }[] {
  return (plan.goal ?? []).flatMap((reference) => {
    const goal = record.findA('Goal', reference)
    const shown = goal && ['suggested', 'current', 'done'].includes(standingOf(goal))
    return shown ? [{ reference: reference.reference ?? '', goal }] : []
  })
}

function isOwn(goal: Goal): boolean {
  const by = goal.expressedBy?.reference ?? ''
  const measured = goal.target?.some((target) => target.measure !== undefined) ?? false
  return /(^|\/)(Patient|RelatedPerson)\//.test(by) && !measured
}

function goalView(reference: string, goal: Goal, record: CareRecord, timeZone: string): GoalView {
  const targets = (goal.target ?? []).map((target) => targetView(target, goal, record, timeZone))
  return {
    reference,
    standing: standingOf(goal),
    what: localName(goal.description),
    targets,
    problems: (goal.addresses ?? [])
      .map((address) => nameOf(record.findA('Condition', address)?.code))
      .filter((name) => name !== ''),
    ...present({
      due: targets.find((target) => target.due !== undefined)?.due,
      achievement: codeIn(goal.achievementStatus, ACHIEVEMENT),
    }),
  }
}

function targetView(target: GoalTarget, goal: Goal, record: CareRecord, timeZone: string): TargetView {
  return {
    measure: localName(target.measure),
    ...present({
      code: codeOf(target),
      target: targetWords(target),
      due: localDate(target.dueDate, timeZone),
      last: target.measure ? lastValue(target, goal, record, timeZone) : undefined,
    }),
  }
}

function codeOf(target: GoalTarget): string | undefined {
  const coding = target.measure?.coding?.[0]
  return coding?.code === undefined ? undefined : `${coding.system ?? ''}|${coding.code}`
}

function targetWords(target: GoalTarget): ((language: Language) => string) | undefined {
  const { detailQuantity, detailRange } = target
  if (detailQuantity) {
    if (detailQuantity.value === undefined) return undefined
    return (language) => quantityWords(detailQuantity, language)
  }
  if (detailRange) return (language) => rangeWords(detailRange, language)
  const said = localText(target, 'detailString') ?? localName(target.detailCodeableConcept)
  const words = target.detailInteger === undefined ? said : { text: String(target.detailInteger) }
  return words.text === '' ? undefined : (language) => inLanguage(words, language)
}

function lastValue(target: GoalTarget, goal: Goal, record: CareRecord, timeZone: string): LastValue | undefined {
  const named = (goal.outcomeReference ?? []).flatMap((reference) => record.findA('Observation', reference) ?? [])
  const latest = latestMeasured(record.all('Observation'), target.measure, named)
  if (!latest) return undefined
  const { quantity, concept, reference } = latest
  return {
    value: (language) => (quantity ? quantityWords(quantity, language) : inLanguage(localName(concept), language)),
    reference,
    ...present({ on: localDate(latest.when, timeZone), reached: reachesTarget(target, quantity) }),
  }
}
