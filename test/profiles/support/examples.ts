import type { Observation, Parameters, ParametersParameter, Resource, Task } from '@medplum/fhirtypes'
import { decideMonth } from '../../../server/domain/billing/decide-month.ts'
import type { MonthDecision } from '../../../server/domain/billing/month-decision.ts'
import type { MonthFacts } from '../../../server/domain/billing/month-facts.ts'
import { parseServiceMonth } from '../../../server/domain/calendar.ts'
import { decideEnrollment, type EnrollmentDecision } from '../../../server/domain/enrollment/decide-enrollment.ts'
import { readEnrollmentRequest } from '../../../server/domain/enrollment/enrollment-request.ts'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { draftCharges } from '../../../server/domain/month/draft-charges.ts'
import { draftClaim } from '../../../server/domain/month/draft-claim.ts'
import { draftMonth } from '../../../server/domain/month/draft-month.ts'
import { at, condition } from '../../domain/support/chart.ts'
import { DR_LEE, eligibilityFacts, enrollmentFacts, NURSE, PRACTICE } from '../../domain/support/practice.ts'

/** The whole input of `$ccm-enroll`. */
export const ENROLL: Parameters = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'program', valueCode: 'ccm' },
    { name: 'billingPractitioner', valueReference: { reference: DR_LEE } },
    { name: 'careManager', valueReference: { reference: NURSE } },
    {
      name: 'consent',
      part: [
        { name: 'method', valueCode: 'verbal' },
        { name: 'dateTime', valueDateTime: '2026-03-05T15:00:00Z' },
        { name: 'recorder', valueReference: { reference: NURSE } },
        ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map(
          (valueCode): ParametersParameter => ({ name: 'statement', valueCode }),
        ),
      ],
    },
    { name: 'initiatingVisit', valueDate: '2026-03-01' },
    {
      name: 'attestation',
      part: [
        { name: 'duration', valueBoolean: true },
        { name: 'risk', valueBoolean: true },
        { name: 'by', valueReference: { reference: DR_LEE } },
        { name: 'reason', valueString: 'Two admissions last year <&>' },
      ],
    },
  ],
}

/** The enrollment that this input makes. */
export function enrolled(): Extract<EnrollmentDecision, { kind: 'enrolled' }> {
  const request = readEnrollmentRequest(ENROLL.parameter ?? [])
  if ('faults' in request) throw new Error('The request is not read.')
  const decision = decideEnrollment(request, enrollmentFacts(), {
    episode: 'EpisodeOfCare/e1',
    consent: 'Consent/c1',
    careTeam: 'CareTeam/t1',
    carePlan: 'CarePlan/p1',
  })
  if (decision.kind !== 'enrolled') throw new Error(JSON.stringify(decision.refusals))
  return decision
}

/** Twenty-five minutes of the nurse, claiming our profile. */
export const TIME_ENTRY: Task = {
  resourceType: 'Task',
  id: 'time',
  meta: { versionId: '1', profile: [structureDefinition('ccm-time-entry')] },
  status: 'completed',
  intent: 'order',
  code: { coding: [{ system: codeSystem('ccm-activity'), code: 'patient-contact' }] },
  for: { reference: 'Patient/ada' },
  owner: { reference: NURSE },
  focus: { reference: 'EpisodeOfCare/e1' },
  executionPeriod: { start: '2026-03-09T15:00:00Z', end: '2026-03-09T15:25:00Z' },
  note: [{ text: 'Talked about blood sugar.' }],
}

const MARCH = parseServiceMonth('2026-03')

/** What March comes to for this patient: one call of the nurse, and everything in order. */
export function marchDecision(): MonthDecision {
  return decideMonth(marchFacts())
}

function marchFacts(): MonthFacts {
  const { episode, consent, carePlan } = enrolled()
  if (MARCH === undefined || consent === undefined) throw new Error('The example is broken.')
  const version = { versionId: '1', lastUpdated: '2026-03-05T17:00:00Z' }
  return {
    ...eligibilityFacts(),
    month: MARCH,
    episodes: [{ ...episode, meta: { ...episode.meta, ...version } }],
    consents: [{ ...consent, meta: { ...consent.meta, ...version } }],
    carePlans: [{ ...carePlan, status: 'active', meta: { ...carePlan.meta, ...version } }],
    tasks: [TIME_ENTRY],
    observations: [],
    claims: [],
    benefits: [],
    chargeItems: [],
    now: at('2026-04-02T12:00:00Z'),
  }
}

/** What closing March writes for this patient: month, charges, claim. */
export function closed(): readonly Resource[] {
  const { month, conditions } = marchFacts()
  const decision = marchDecision()
  const subject = { id: 'm1', patient: 'Patient/ada', month, care: 'ccm' }
  const closedAt = '2026-04-02T12:00:00.000Z'
  const shared = { subject, decision, practice: PRACTICE, reopenings: 0, closedAt }
  const charges = draftCharges({ ...shared, chargeId: (code) => `charge-${code}` })
  const references = charges.map(({ id }) => `ChargeItem/${id ?? ''}`)
  return [
    draftMonth({ subject, decision, state: 'closed', charges: references, previous: undefined, closedAt }),
    ...charges,
    draftClaim({ ...shared, id: 'claim', conditions, charges }),
  ]
}

/** Medical decision making of a level, as the practitioner records it. */
export function medicalDecisionMaking(level: 'moderate' | 'high'): Observation {
  return {
    resourceType: 'Observation',
    meta: { profile: [structureDefinition('ccm-mdm')] },
    status: 'final',
    code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
    subject: { reference: 'Patient/ada' },
    effectiveDateTime: '2026-03-20T15:00:00Z',
    performer: [{ reference: DR_LEE }],
    valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: level }] },
  }
}

/** A condition of the problem list that claims our profile. */
export const CHRONIC = condition(
  { icd10: 'E11.9' },
  {
    meta: { profile: [structureDefinition('ccm-condition')] },
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
    ],
  },
)
