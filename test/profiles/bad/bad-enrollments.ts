import type { Task } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { without } from '../../domain/support/chart.ts'
import { DR_LEE } from '../../domain/support/practice.ts'
import { CHRONIC, enrolled, TIME_ENTRY } from '../support/examples.ts'
import type { BadExample } from './bad-example.ts'

const { episode, consent, careTeam, carePlan } = enrolled()
const outreach: Task = {
  resourceType: 'Task',
  meta: { profile: [structureDefinition('ccm-outreach-task')] },
  status: 'requested',
  intent: 'order',
  for: { reference: 'Patient/ada' },
  restriction: { period: { end: '2026-04-01' } },
}
const extension = (name: string, value: object) => ({ url: structureDefinition(name), ...value })

const ENROLLMENT: BadExample[] = [
  ['condition without a code', without(CHRONIC, 'code'), 'Condition.code', 'is required'],
  ['condition in words only', { ...CHRONIC, code: { text: 'Diabetes' } }, 'Condition.code', 'ICD-10-CM or SNOMED CT'],
  ['enrollment without a program', { ...episode, type: [{ text: 'Care' }] }, 'EpisodeOfCare', 'exactly one program'],
  ['enrollment without a type', without(episode, 'type'), 'EpisodeOfCare.type', 'is required'],
  [
    'enrollment in two programs',
    { ...episode, type: [...(episode.type ?? []), { coding: [{ system: codeSystem('ccm-program'), code: 'pcm' }] }] },
    'EpisodeOfCare',
    'exactly one program',
  ],
  [
    'a state that is none',
    { ...episode, extension: [extension('ccm-enrollment-state', { valueCode: 'happy' })] },
    'EpisodeOfCare.extension[0].value',
    'ccm-enrollment-state',
  ],
  [
    'two states',
    {
      ...episode,
      extension: [
        extension('ccm-enrollment-state', { valueCode: 'enrolled' }),
        extension('ccm-enrollment-state', { valueCode: 'paused' }),
      ],
    },
    'EpisodeOfCare.extension',
    'state',
  ],
  [
    'an attestation with half a word',
    {
      ...episode,
      extension: [
        { url: structureDefinition('ccm-attestation'), extension: [{ url: 'duration', valueBoolean: true }] },
      ],
    },
    'EpisodeOfCare.extension[0].extension',
    'risk',
  ],
  [
    'an initiating visit in words',
    { ...episode, extension: [extension('ccm-initiating-visit', { valueString: 'last week' })] },
    'EpisodeOfCare.extension[0].value',
    'must be',
  ],
  ['consent without a date', without(consent!, 'dateTime'), 'Consent.dateTime', 'is required'],
  [
    'consent that does not say how',
    { ...consent, extension: consent?.extension?.filter(({ url }) => !url.endsWith('method')) },
    'Consent.extension',
    'method',
  ],
  [
    'consent by telepathy',
    { ...consent, extension: [extension('ccm-consent-method', { valueCode: 'telepathy' })] },
    'Consent.extension[0].value',
    'ccm-consent-method',
  ],
  [
    'a statement that nobody asks for',
    {
      ...consent,
      extension: [...(consent?.extension ?? []), extension('ccm-consent-statement', { valueCode: 'weather' })],
    },
    `Consent.extension[${consent?.extension?.length ?? 0}].value`,
    'ccm-consent-statement',
  ],
  [
    'withdrawn and yet active',
    {
      ...consent,
      extension: [...(consent?.extension ?? []), extension('ccm-consent-withdrawn', { valueDateTime: '2026-03-06' })],
    },
    'Consent',
    'no longer active',
  ],
]

const PLAN: BadExample[] = [
  [
    'plan without its category',
    { ...carePlan, category: carePlan.category?.slice(1) },
    'CarePlan.category',
    'assessPlan',
  ],
  ['plan without narrative', without(carePlan, 'text'), 'CarePlan.text', 'is required'],
  [
    'plan with activity detail',
    { ...carePlan, activity: [{ detail: { status: 'in-progress' } }] },
    'CarePlan.activity[0].detail',
    'is not allowed',
  ],
  ['plan for a group', { ...carePlan, subject: { reference: 'Group/all' } }, 'CarePlan.subject', 'Patient'],
  ['team without members', without(careTeam, 'participant'), 'CareTeam.participant', 'is required'],
  [
    'team member without a role',
    { ...careTeam, participant: [{ member: { reference: DR_LEE } }] },
    'CareTeam.participant[0].role',
    'is required',
  ],
  [
    'planned work without a day',
    { ...outreach, restriction: { repetitions: 1 } },
    'Task.restriction.period',
    'is required',
  ],
  ['planned work with an activity code', { ...outreach, code: TIME_ENTRY.code }, 'Task', 'with one it would be time'],
]

/** Conditions, enrollments, consents, outreach, plans and teams that must be refused, each where and for what. */
export const BAD_ENROLLMENTS: readonly BadExample[] = [...ENROLLMENT, ...PLAN]
