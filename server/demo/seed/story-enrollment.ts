import type { EpisodeOfCare, EpisodeOfCareStatusHistory } from '@medplum/fhirtypes'
import { CONSENT_STATEMENTS } from '#domain/consent/consent-state.ts'
import type { EnrollmentRequest } from '#domain/enrollment/enrollment-request.ts'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { DemoCalendar } from '../demo-calendar.ts'
import type { DemoEnrollment, DemoStory } from '../stories/story.ts'

/** What a member of staff would send to `$ccm-enroll`. */
export function enrollmentRequest(
  enrollment: DemoEnrollment,
  patient: string,
  calendar: DemoCalendar,
): EnrollmentRequest {
  const { program, by, careManager, from, method, conditions = [], notAttested, visit } = enrollment
  return {
    program,
    billingPractitioner: `Practitioner/${by}`,
    careManager: `Practitioner/${careManager}`,
    conditions: conditions.map((number) => `Condition/${patient}-condition-${number}`),
    consent: {
      method,
      dateTime: `${calendar.dayOf(from)}T13:30:00Z`,
      recorder: `Practitioner/${careManager}`,
      statements: CONSENT_STATEMENTS,
    },
    ...(visit ? { initiatingVisit: { reference: `Encounter/${patient}-visit-${calendar.dayOf(visit)}` } } : {}),
    transfer: false,
    reason: 'Another practitioner looks after another condition.',
    ...(notAttested
      ? {}
      : {
          attestation: {
            duration: true,
            risk: true,
            by: `Practitioner/${by}`,
            reason: 'Several long-lasting conditions; in danger of getting worse without close follow-up.',
          },
        }),
  }
}

/** How far outreach has come with a patient who is not enrolled. */
export function outreachEpisode(story: DemoStory, calendar: DemoCalendar): EpisodeOfCare | undefined {
  const { outreach, chart } = story
  if (!outreach) return undefined
  const { state, reason, askAgain, on } = outreach
  const day = calendar.dayOf(on)
  return {
    resourceType: 'EpisodeOfCare',
    id: `${chart.person.id}-outreach`,
    meta: { profile: [structureDefinition('ccm-episode-of-care')] },
    status: state === 'declined' ? 'cancelled' : 'planned',
    type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
    patient: { reference: `Patient/${chart.person.id}` },
    managingOrganization: { reference: 'Organization/riverbend' },
    careManager: { reference: 'Practitioner/whitfield' },
    period: { start: day < calendar.today ? day : calendar.today },
    extension: [
      { url: structureDefinition('ccm-enrollment-state'), valueCode: state },
      ...(reason ? [{ url: structureDefinition('ccm-state-reason'), valueString: reason }] : []),
      ...(askAgain ? [{ url: structureDefinition('ccm-do-not-ask-until'), valueDate: calendar.dayOf(askAgain) }] : []),
    ],
  }
}

/** An enrollment as somebody pauses it. */
export function pausedEpisode(episode: EpisodeOfCare): EpisodeOfCare {
  const state = structureDefinition('ccm-enrollment-state')
  const others = (episode.extension ?? []).filter(({ url }) => url !== state)
  const history: EpisodeOfCareStatusHistory[] = episode.statusHistory ?? []
  return {
    ...episode,
    status: 'onhold',
    statusHistory: history,
    extension: [...others, { url: state, valueCode: 'paused' }],
  }
}
