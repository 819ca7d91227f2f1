import type {
  CarePlan,
  CareTeam,
  ClinicalImpression,
  CommunicationRequest,
  Condition,
  Goal,
  Observation,
  Organization,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { careRecordOf } from '../../../../server/domain/care-plan/care-record.ts'
import { carePlanView, type CarePlanView } from '../../../../server/domain/care-plan/view/care-plan-view.ts'
import { codeSystem, structureDefinition, SYSTEM } from '../../../../server/domain/fhir/canonicals.ts'
import { ZONE } from '../../support/chart.ts'
import { NURSE } from '../../support/practice.ts'
import { ADA, DRAFT } from './applying.ts'

const subject = { reference: 'Patient/ada' }

/** What a whole plan is made of, by name, so that a test can leave something out or change it. */
export interface WholePlan {
  readonly plan: CarePlan
  readonly condition: Condition
  readonly outlook: ClinicalImpression
  readonly goal: Goal
  readonly own: Goal
  readonly warning: CommunicationRequest
  readonly call: Task
  readonly more: readonly Resource[]
}

const intervention = (code: string, text: string) => ({
  coding: [{ system: codeSystem('ccm-intervention'), code }],
  text,
})

/** Something that is done, of a kind. */
export function step(id: string, kind: string, more: Partial<Task> = {}): Task {
  return {
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'plan',
    code: intervention(kind, id),
    for: subject,
    owner: { reference: NURSE, display: 'Nora Nurse' },
    ...more,
  }
}

const assessment = (code: string): Observation => ({
  resourceType: 'Observation',
  id: `assessed-${code}`,
  status: 'final',
  code: { coding: [{ system: codeSystem('ccm-assessment'), code }] },
  subject,
  effectiveDateTime: '2026-02-01T15:00:00Z',
  valueString: 'Does well',
})

const TEAM: CareTeam = {
  resourceType: 'CareTeam',
  id: 'team',
  status: 'active',
  subject,
  managingOrganization: [{ reference: 'Organization/practice' }],
  participant: [{ role: [{ text: 'Care manager' }], member: { reference: NURSE, display: 'Nora Nurse' } }],
}

const ORGANIZATION: Organization = {
  resourceType: 'Organization',
  id: 'practice',
  name: 'Elm Street Practice',
  telecom: [
    {
      system: 'phone',
      value: '555-0100',
      extension: [{ url: structureDefinition('ccm-contact-hours'), valueCode: 'always' }],
    },
  ],
}

const STEPS = ['medication-management', 'preventive-care', 'community-service', 'referral'].map((kind) =>
  step(kind, kind),
)
const ASSESSMENTS = ['cognitive', 'functional', 'psychosocial', 'environmental', 'caregiver'].map(assessment)

/** A plan that lacks nothing. */
export const WHOLE: WholePlan = {
  plan: {
    ...DRAFT,
    extension: [{ url: structureDefinition('ccm-review-date'), valueDate: '2026-09-01' }],
    addresses: [{ reference: 'Condition/diabetes' }],
    supportingInfo: [{ reference: 'ClinicalImpression/outlook' }],
    goal: [{ reference: 'Goal/a1c' }, { reference: 'Goal/own' }],
    activity: [
      { reference: { reference: 'CommunicationRequest/warning' } },
      ...['call', ...STEPS.map(({ id = '' }) => id)].map((id) => ({ reference: { reference: `Task/${id}` } })),
    ],
  },
  condition: { resourceType: 'Condition', id: 'diabetes', subject, code: { text: 'Type 2 diabetes' } },
  outlook: {
    resourceType: 'ClinicalImpression',
    id: 'outlook',
    status: 'completed',
    subject,
    summary: 'Stable with treatment',
  },
  goal: {
    resourceType: 'Goal',
    id: 'a1c',
    lifecycleStatus: 'active',
    description: { text: 'Blood sugar in range' },
    subject,
    target: [
      {
        measure: { coding: [{ system: SYSTEM.loinc, code: '4548-4' }], text: 'A1c' },
        detailQuantity: { value: 8, comparator: '<', unit: '%', code: '%' },
        dueDate: '2026-06-01',
      },
    ],
  },
  own: {
    resourceType: 'Goal',
    id: 'own',
    lifecycleStatus: 'active',
    description: { text: 'Dance at my granddaughter’s wedding' },
    subject,
    expressedBy: subject,
  },
  warning: {
    resourceType: 'CommunicationRequest',
    id: 'warning',
    status: 'active',
    category: [intervention('symptom-management', 'Low blood sugar')],
    subject,
    payload: [{ contentString: 'Call us' }],
  },
  call: step('call', 'follow-up', {
    extension: [
      {
        url: structureDefinition('ccm-frequency'),
        valueTiming: { repeat: { frequency: 1, period: 1, periodUnit: 'mo' } },
      },
    ],
  }),
  more: [ADA, TEAM, ORGANIZATION, ...STEPS, ...ASSESSMENTS],
}

/** The view of a plan. */
export function viewOf({ more, ...parts }: WholePlan): CarePlanView {
  return carePlanView(parts.plan, careRecordOf([...more, ...Object.values(parts)]), ZONE)
}

/** A whole plan in which something is otherwise. */
export function whole(over: Partial<WholePlan> = {}): WholePlan {
  return { ...WHOLE, ...over }
}
