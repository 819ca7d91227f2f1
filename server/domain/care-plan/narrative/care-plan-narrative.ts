import type { Narrative } from '@medplum/fhirtypes'
import { heading, listOf, paragraph, tableOf } from '../../fhir/narrative.ts'
import { INTERVENTIONS, RESPONSIBLE_ROLES } from '../../terminology/generated/care-plan-codes.ts'
import type { Standing } from '../standing.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import type { GoalView, TargetView } from '../view/goal-view.ts'
import type { InterventionKind, InterventionView } from '../view/intervention-view.ts'
import type { MedicationView } from '../view/medication-view.ts'
import { dateWords } from '../words/dates.ts'
import { timingWords } from '../words/timing-words.ts'
import { ownNarrative } from './own-narrative.ts'

/**
 * A plan in words, for every reader that knows no structure: made of what the plan says, the same for the same plan.
 * Suggestions that nobody has decided about are marked as such.
 */
export function carePlanNarrative(view: CarePlanView): Narrative {
  return ownNarrative(
    [
      ...opening(view),
      ...titled('Problems', listOf(view.problems.map(problemWords), 'No problems are addressed yet.')),
      ...optional(
        'What matters to the patient',
        view.ownGoals.map(({ words }) => words.text),
      ),
      ...optional('Expected outcome and prognosis', view.outcomes.map(outcomeWords)),
      ...titled('Goals', tableOf(GOAL_HEADS, view.goals.flatMap(goalRows), 'No goals are set yet.')),
      ...titled(
        'Interventions',
        tableOf(
          INTERVENTION_HEADS,
          sorted(view.interventions).map(interventionRow),
          'No interventions are planned yet.',
        ),
      ),
      ...optional('Medicines', view.medications.planned.map(medicineWords)),
      ...optional(
        'Assessments',
        view.assessments.map(({ name, finding, on }) => `${name}: ${finding('en')}${dated(on)}`),
      ),
      ...optional(
        'Not needed',
        view.notNeeded.map(({ element, reason }) => `${element}: ${reason}`),
      ),
      ...optional('Notes', view.notes),
      ...titled('Care team', listOf(view.team.members.map(memberWords), 'No care team is named yet.')),
      ...contact(view),
    ].join(''),
  )
}

const GOAL_HEADS = ['Goal', 'Measure', 'Target', 'Now', 'By', 'For', 'Standing']
const INTERVENTION_HEADS = ['Intervention', 'Kind', 'Who', 'How often', 'Next', 'Standing']

function opening({ title, status, patient, from, to, reviewOn, substantiallyRevisedOn }: CarePlanView): string[] {
  const facts = [
    `Status: ${status}`,
    ...(from === undefined ? [] : [`from ${dateWords(from)}`]),
    ...(to === undefined ? [] : [`to ${dateWords(to)}`]),
    ...(reviewOn === undefined ? [] : [`next review ${dateWords(reviewOn)}`]),
    ...(substantiallyRevisedOn === undefined ? [] : [`substantially revised ${dateWords(substantiallyRevisedOn)}`]),
  ]
  return [heading(patient === '' ? title : `${title}: ${patient}`), paragraph(`${facts.join(', ')}.`)]
}

function titled(title: string, content: string): string[] {
  return [heading(title), content]
}

function optional(title: string, items: readonly string[]): string[] {
  return items.length > 0 ? titled(title, listOf(items, '')) : []
}

function problemWords({ name, since }: CarePlanView['problems'][number]): string {
  return since === undefined ? name.text : `${name.text}, since ${dateWords(since)}`
}

function outcomeWords({ outcome, prognosis, on }: CarePlanView['outcomes'][number]): string {
  const words = [outcome?.text, prognosis === undefined ? undefined : `Prognosis: ${prognosis}`]
  return `${words.filter((one) => one !== undefined).join(' ')}${dated(on)}`
}

function goalRows(goal: GoalView): string[][] {
  const targets = goal.targets.length > 0 ? goal.targets : [undefined]
  return targets.map((target, index) => [
    index === 0 ? goal.what.text : '',
    ...targetCells(target),
    index === 0 ? goal.problems.join('; ') : '',
    index === 0 ? standingWords(goal.standing) : '',
  ])
}

function targetCells(target: TargetView | undefined): string[] {
  if (!target) return ['', '', '', '']
  const { measure, target: words, last, due } = target
  return [
    measure.text,
    words?.('en') ?? 'to be agreed',
    last ? `${last.value('en')}${dated(last.on)}` : '',
    due === undefined ? '' : dateWords(due),
  ]
}

const KINDS = Object.keys(INTERVENTIONS)

function sorted(interventions: readonly InterventionView[]): readonly InterventionView[] {
  const rank = (kind: InterventionKind | undefined) => (kind === undefined ? KINDS.length : KINDS.indexOf(kind))
  return interventions.toSorted((a, b) => rank(a.kind) - rank(b.kind))
}

function interventionRow(view: InterventionView): string[] {
  const { title, instructions, kind, howOften, next, standing } = view
  return [
    instructions ? `${title.text}. ${instructions.text}` : title.text,
    kind === undefined ? '' : INTERVENTIONS[kind].en,
    whoWords(view),
    timingWords(howOften) ?? '',
    next === undefined ? '' : dateWords(next),
    standingWords(standing),
  ]
}

function medicineWords({ name, howToTake, reason }: MedicationView): string {
  const taken = howToTake === undefined ? name : `${name}: ${howToTake.text}`
  return reason === undefined ? taken : `${taken} (${reason.text})`
}

function whoWords({ who, role, byPatient }: InterventionView): string {
  if (byPatient) return 'Patient'
  return who ?? (role === undefined ? '' : RESPONSIBLE_ROLES[role].en)
}

function memberWords({ name, role, phone }: CarePlanView['team']['members'][number]): string {
  return [name, role.text, phone].filter((part) => part !== undefined && part !== '').join(', ')
}

function contact({ team: { practice, anyHour, officeHours } }: CarePlanView): string[] {
  const numbers = [
    ...(anyHour === undefined ? [] : [`day and night: ${anyHour}`]),
    ...(officeHours === undefined ? [] : [`office hours: ${officeHours}`]),
  ]
  return numbers.length > 0 ? [paragraph(`${practice ?? 'The practice'}, ${numbers.join('; ')}`)] : []
}

const STANDING: Readonly<Record<Standing, string>> = {
  suggested: 'suggestion, to be decided',
  current: '',
  done: 'done',
  stopped: 'stopped',
  declined: 'declined',
  mistake: 'entered in error',
}

function standingWords(standing: Standing): string {
  return STANDING[standing]
}

function dated(on: string | undefined): string {
  return on === undefined ? '' : ` (${dateWords(on)})`
}
