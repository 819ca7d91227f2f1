import { decideEnrollment } from '../../../server/domain/enrollment/decide-enrollment.ts'
import type { EnrollmentFacts } from '../../../server/domain/enrollment/enrollment-facts.ts'
import type { EnrollmentRequest } from '../../../server/domain/enrollment/enrollment-request.ts'
import { DR_LEE, enrollmentFacts, NURSE } from './practice.ts'

/** All four that a patient is told. */
export const STATEMENTS = ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop']
/** A consent as the nurse took it today. */
export const GIVEN = { method: 'verbal', dateTime: '2026-03-05T15:00:00Z', recorder: NURSE, statements: STATEMENTS }
/** CCM with Dr. Lee. */
export const REQUEST: EnrollmentRequest = {
  program: 'ccm',
  billingPractitioner: DR_LEE,
  conditions: [],
  consent: GIVEN,
  transfer: false,
}
/** Ids as the use case makes them. */
export const REFERENCES = {
  episode: 'EpisodeOfCare/new',
  consent: 'Consent/new',
  careTeam: 'CareTeam/new',
  carePlan: 'CarePlan/new',
}

/** Decides a request that differs from the usual one, for a patient who does. */
export const decide = (request: Partial<EnrollmentRequest> = {}, facts: Partial<EnrollmentFacts> = {}) =>
  decideEnrollment({ ...REQUEST, ...request }, enrollmentFacts(facts), REFERENCES)

/** `status rule expression` of everything that stands in the way. */
export function refused(request: Partial<EnrollmentRequest>, facts: Partial<EnrollmentFacts> = {}): string[] {
  const decision = decide(request, facts)
  if (decision.kind === 'enrolled') return []
  return decision.refusals.map(({ status, rule, expression }) => `${status} ${rule} ${expression ?? ''}`.trim())
}

/** What the enrollment makes. */
export function enrolled(request: Partial<EnrollmentRequest> = {}, facts: Partial<EnrollmentFacts> = {}) {
  const decision = decide(request, facts)
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.refusals))
  return decision
}
