import { endEnrollment, type EndRequest } from '../enrollment/end-enrollment.ts'
import { referenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import type { RuleRefusal } from '../refusal.ts'
import type { MonthFacts } from './month-facts.ts'

/** The facts of a month as an end of the enrollment would leave them, or why it cannot be ended so. */
export type EndedFacts =
  | { readonly kind: 'refused'; readonly refusals: readonly RuleRefusal[] }
  | { readonly kind: 'ended'; readonly facts: MonthFacts }

/**
 * Ends an enrollment in the facts alone, by the rules of `$ccm-end`: what then counts, and what it earns, is the month's
 * decision as ever.
 * @param reference `EpisodeOfCare/id`
 */
export function endedFacts(facts: MonthFacts, reference: string, request: EndRequest): EndedFacts {
  const { staff, practice, now, patient, consents, episodes } = facts
  const episode = episodes.find((each) => referenceTo(each) === reference)
  if (!episode) return { kind: 'ended', facts }
  const decision = endEnrollment(request, {
    episode,
    consents,
    staff,
    timeZone: practice.timeZone,
    now,
    ...present({ deceased: patient.deceasedDateTime }),
  })
  if (decision.kind === 'refused') return decision
  const changed = new Map(decision.consents.map((consent) => [consent.id, consent]))
  return {
    kind: 'ended',
    facts: {
      ...facts,
      episodes: episodes.map((each) => (each === episode ? decision.episode : each)),
      consents: consents.map((consent) => changed.get(consent.id) ?? consent),
    },
  }
}
