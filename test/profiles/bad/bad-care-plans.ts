import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { without } from '../../domain/support/chart.ts'
import { example } from '../support/guide.ts'
import type { BadExample } from './bad-example.ts'

const plan = example('CarePlan/ada-plan')
const goal = example('Goal/ada-goal-a1c')
const team = example('CareTeam/ada-team')
const condition = example('Condition/ada-diabetes')
const month = example('Task/ada-march')
const charge = example('ChargeItem/ada-charge-99490')
const consent = example('Consent/ada-consent')
const extension = (name: string, value: object) => ({ url: structureDefinition(name), ...value })
const member = (code: string, reference: string) => ({
  role: [{ coding: [{ system: 'http://snomed.info/sct', code }] }],
  member: { reference },
})

const PLANS: BadExample[] = [
  ['plan that is a proposal', { ...plan, intent: 'proposal' }, 'CarePlan.intent', 'ccm-care-plan-intent'],
  [
    'plan with an empty narrative',
    { ...plan, text: { ...plan.text, status: 'empty' } },
    'CarePlan.text.status',
    'ccm-narrative-status',
  ],
  [
    'plan with an activity that is no resource',
    { ...plan, activity: [{ progress: [{ text: 'Called' }] }] },
    'CarePlan.activity[0].reference',
    'is required',
  ],
  [
    'plan without an element that is none',
    {
      ...plan,
      extension: [
        extension('ccm-not-needed', {
          extension: [
            { url: 'element', valueCode: 'horoscope' },
            { url: 'reason', valueString: 'Does not believe in it' },
          ],
        }),
      ],
    },
    'CarePlan.extension[0].extension[0].value',
    'ccm-care-plan-element',
  ],
  [
    'plan without an element, for no reason',
    {
      ...plan,
      extension: [extension('ccm-not-needed', { extension: [{ url: 'element', valueCode: 'patient-goal' }] })],
    },
    'CarePlan.extension[0].extension',
    'needs an item "reason"',
  ],
  ['goal of nobody', without(goal, 'subject'), 'Goal.subject', 'is required'],
  ['goal of a group', { ...goal, subject: { reference: 'Group/all' } }, 'Goal.subject', 'Patient'],
  [
    'goal due after a while',
    { ...goal, target: [{ ...without(goal.target?.[0] ?? {}, 'dueDate'), dueDuration: { value: 3 } }] },
    'Goal.target[0].due',
    'must be date',
  ],
  ['goal in a state that is none', { ...goal, lifecycleStatus: 'dreamt' }, 'Goal.lifecycleStatus', 'goal-status'],
  [
    'target without a measure',
    { ...goal, target: [without(goal.target?.[0] ?? {}, 'measure')] },
    'Goal.target[0]',
    'gol-1',
  ],
  ['team without a status', without(team, 'status'), 'CareTeam.status', 'is required'],
  [
    'caregiver who is a practitioner',
    { ...team, participant: [member('133932002', 'Practitioner/dr-lee')] },
    'CareTeam.participant[0].member',
    'RelatedPerson',
  ],
  [
    'patient who is somebody else',
    { ...team, participant: [member('116154003', 'RelatedPerson/ada-daughter')] },
    'CareTeam.participant[0].member',
    'Patient',
  ],
  [
    'the patient twice',
    { ...team, participant: [member('116154003', 'Patient/ada'), member('116154003', 'Patient/ada')] },
    'CareTeam.participant',
    'may have at most 1 "patient"',
  ],
  [
    'member with two roles',
    { ...team, participant: [{ role: [{ text: 'Nurse' }, { text: 'Friend' }], member: { reference: 'Patient/ada' } }] },
    'CareTeam.participant[0].role',
    'may have at most 1',
  ],
]

const PROGRAMME: BadExample[] = [
  [
    'condition of a visit',
    {
      ...condition,
      category: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }],
        },
      ],
    },
    'Condition.category',
    'needs an item "problem"',
  ],
  ['condition without a category', without(condition, 'category'), 'Condition.category', 'is required'],
  [
    'consent to research',
    {
      ...consent,
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] },
    },
    'Consent.scope',
    'ccm-consent-scope',
  ],
  ['month without its number', without(month, 'identifier'), 'Task.identifier', 'is required'],
  [
    'month with another number',
    { ...month, identifier: [{ system: 'https://other.example', value: '1' }] },
    'Task.identifier',
    'needs an item "month"',
  ],
  ['month that is another Task', { ...month, code: { text: 'Month' } }, 'Task.code', 'must'],
  [
    'month of two weeks',
    { ...month, executionPeriod: { start: '2026-03-01', end: '2026-03-14' } },
    'Task.executionPeriod',
    'one whole calendar month',
  ],
  [
    'month over a year',
    { ...month, executionPeriod: { start: '2026-03-01', end: '2027-03-31' } },
    'Task.executionPeriod',
    'one whole calendar month',
  ],
  [
    'minutes in words',
    { ...month, input: [{ type: month.input?.[0]?.type, valueString: 'about forty' }] },
    'Task.input[0].value',
    'must be integer',
  ],
  [
    'charge that is no ChargeItem',
    { ...month, output: [{ type: month.output?.[0]?.type, valueReference: { reference: 'Claim/ada-claim' } }] },
    'Task.output[0].value',
    'ChargeItem',
  ],
  [
    'charge of a visit',
    { ...charge, code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] } },
    'ChargeItem.code',
    'ccm-charge-code',
  ],
  [
    'charge of a quarter',
    { ...charge, occurrencePeriod: { start: '2026-01-01', end: '2026-03-31' } },
    'ChargeItem.occurrence',
    'one whole calendar month',
  ],
  ['one unit and a half', { ...charge, quantity: { value: 1.5 } }, 'ChargeItem.quantity', 'Units are whole'],
  [
    'charge on time as it will be some day',
    { ...charge, supportingInformation: [{ reference: 'Task/ada-call' }] },
    'ChargeItem',
    'by their versions',
  ],
]

/** Plans, goals, teams, conditions, consents, months and charges that must be refused, each where and for what. */
export const BAD_CARE_PLANS: readonly BadExample[] = [...PLANS, ...PROGRAMME]
