import type { Permission } from '../../../server/auth/scopes.ts'
import { enrollParameters } from '../../support/programme-client.ts'

const FACTS = ['Patient', 'Condition', 'Encounter', 'Coverage', 'Consent', 'EpisodeOfCare']
const MONTH = [...FACTS, 'CarePlan', 'Task', 'Observation', 'ChargeItem', 'Claim', 'ExplanationOfBenefit']
const PLAN = [
  ...['Patient', 'AllergyIntolerance', 'CarePlan', 'CareTeam', 'ClinicalImpression', 'CommunicationRequest'],
  ...['Condition', 'EpisodeOfCare', 'Goal', 'List', 'MedicationRequest', 'MedicationStatement', 'Observation'],
  ...['RelatedPerson', 'ServiceRequest', 'Task', 'Medication'],
]
const reading = (types: readonly string[]) => types.map((type) => ['r', type] as const)

/** How an operation that writes is called, and what it needs. */
export interface Called {
  readonly role: 'clinical-staff' | 'biller'
  readonly path: string
  readonly json: unknown
  readonly needs: readonly (readonly [Permission, string])[]
}

const parameters = (...parameter: readonly object[]) => ({ resourceType: 'Parameters', parameter })

const ENROLLING: Called['needs'] = [
  ...reading(FACTS),
  ...(['EpisodeOfCare', 'Consent', 'CareTeam', 'CarePlan'] as const).map((type) => ['c', type] as const),
]

/** Operations that write, each with all that it needs. */
export const CALLED: Readonly<Record<string, Called>> = {
  '$ccm-enroll': {
    role: 'clinical-staff',
    path: '/Patient/p1/$ccm-enroll',
    json: enrollParameters(),
    needs: ENROLLING,
  },
  '$ccm-enroll-draft': {
    role: 'clinical-staff',
    path: '/Patient/p1/$ccm-enroll-draft',
    json: parameters(),
    needs: ENROLLING,
  },
  '$ccm-keep-enroll-draft': {
    role: 'clinical-staff',
    path: '/Patient/p1/$ccm-keep-enroll-draft',
    json: parameters(),
    needs: ENROLLING,
  },
  '$ccm-end': {
    role: 'clinical-staff',
    path: '/EpisodeOfCare/{episode}/$ccm-end',
    json: parameters(
      { name: 'reason', valueCode: 'moved' },
      { name: 'dateTime', valueDateTime: '2099-01-01T10:00:00Z' },
    ),
    needs: [
      ['r', 'EpisodeOfCare'],
      ['u', 'EpisodeOfCare'],
      ['u', 'Consent'],
    ],
  },
  '$ccm-beat': {
    role: 'clinical-staff',
    path: '/Task/{task}/$ccm-beat',
    json: parameters(
      { name: 'at', valueInstant: '2025-03-05T15:00:00Z' },
      { name: 'attested', valueInstant: '2025-03-05T15:00:00Z' },
    ),
    needs: [['u', 'Task']],
  },
  '$ccm-stop-timer': {
    role: 'clinical-staff',
    path: '/Task/$ccm-stop-timer',
    json: parameters({ name: 'at', valueInstant: '2025-03-05T15:00:00Z' }),
    needs: [['u', 'Task']],
  },
  '$ccm-hand-over': {
    role: 'clinical-staff',
    path: '/CarePlan/plan/$ccm-hand-over',
    json: parameters(),
    needs: [
      ...reading([...PLAN, 'DocumentReference', 'Communication']),
      ['c', 'DocumentReference'],
      ['u', 'DocumentReference'],
      ['c', 'Communication'],
    ],
  },
  $apply: {
    role: 'clinical-staff',
    path: '/PlanDefinition/ccm-plan-hypertension/$apply',
    json: parameters({ name: 'subject', valueString: 'Patient/p1' }),
    needs: [
      ...reading([...PLAN, 'Provenance', 'PlanDefinition']),
      ...['CarePlan', 'Goal', 'Task', 'ServiceRequest', 'CommunicationRequest'].flatMap(
        (type) =>
          [
            ['c', type],
            ['u', type],
          ] as const,
      ),
      ['c', 'Provenance'],
    ],
  },
  '$ccm-close-month': {
    role: 'biller',
    path: '/$ccm-close-month?month=2025-03&dryRun=true',
    json: parameters(),
    needs: [...reading(MONTH), ['c', 'Claim']],
  },
  '$ccm-reopen-month': {
    role: 'biller',
    path: '/$ccm-reopen-month?month=2025-03',
    json: parameters({ name: 'reason', valueString: 'A correction.' }),
    needs: [
      ['r', 'Patient'],
      ['r', 'Task'],
      ['u', 'Claim'],
    ],
  },
}
