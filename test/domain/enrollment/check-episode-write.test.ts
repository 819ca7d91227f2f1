import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { checkEpisodeWrite, isGovernedEpisode } from '../../../server/domain/enrollment/check-episode-write.ts'
import type { EnrollmentFacts } from '../../../server/domain/enrollment/enrollment-facts.ts'
import {
  ENROLLMENT_STATES,
  mayFollow,
  statusFits,
  statusFor,
  type EnrollmentState,
} from '../../../server/domain/enrollment/enrollment-state.ts'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { PATIENT, without } from '../support/chart.ts'
import { consent, DIABETES, DR_LEE, DR_OTTO, enrollmentFacts, episode, NURSE } from '../support/practice.ts'

const FACTS = { consents: [consent()] }

function judge(
  previous: EpisodeOfCare | undefined,
  next: EpisodeOfCare,
  more: Partial<EnrollmentFacts> = {},
): string[] {
  const facts = enrollmentFacts({ ...FACTS, ...more })
  return checkEpisodeWrite(previous, next, facts).map(
    ({ status, rule, expression }) => `${status} ${rule} ${expression ?? ''}`,
  )
}

/** Extensions of an episode: its state, and whatever else. */
const extended = (state: string, ...more: NonNullable<EpisodeOfCare['extension']>) => ({
  extension: [...(episode({}, state).extension ?? []), ...more],
})
const REASON = { url: structureDefinition('ccm-state-reason'), valueString: 'Costs' }
const attested = (by: string) => ({
  url: structureDefinition('ccm-attestation'),
  extension: [
    { url: 'duration', valueBoolean: true },
    { url: 'risk', valueBoolean: true },
    { url: 'by', valueReference: { reference: by } },
  ],
})

describe('a plain write of an enrollment meets the constraints of $ccm-enroll (DESIGN section 3)', () => {
  test('one that is in order', () => {
    expect(judge(undefined, episode())).toEqual([])
  })

  test.each([
    ['no consent on file', {}, { consents: [] }, ['422 no-consent consent']],
    ['the consent of another programme', {}, { consents: [consent({}, 'pcm')] }, ['422 no-consent consent']],
    [
      'a consent in which nothing was explained',
      {},
      { consents: [consent({ extension: [] })] },
      Array(4).fill('422 consent-statement-missing consent.statement'),
    ],
    [
      'billed by nobody',
      { extension: episode().extension?.slice(0, 1) ?? [] },
      {},
      ['422 no-billing-practitioner EpisodeOfCare.extension'],
    ],
    [
      'billed by a nurse',
      { extension: [{ url: structureDefinition('ccm-billing-practitioner'), valueReference: { reference: NURSE } }] },
      { consents: [consent({}, 'ccm', NURSE)] },
      ['422 not-a-billing-practitioner EpisodeOfCare.extension'],
    ],
    [
      'managed by a stranger',
      { careManager: { reference: 'Practitioner/x' } },
      {},
      ['422 unknown-reference EpisodeOfCare.careManager'],
    ],
    [
      'dead by then',
      {},
      { patient: { ...PATIENT, deceasedDateTime: '2026-02-01' } },
      ['422 deceased EpisodeOfCare.period.start'],
    ],
    ['too few conditions', {}, { conditions: [DIABETES] }, ['422 not-eligible EpisodeOfCare.diagnosis']],
    [
      'a condition of another chart',
      { diagnosis: [{ condition: { reference: 'Condition/x' } }] },
      {},
      ['422 unknown-reference EpisodeOfCare.diagnosis'],
    ],
    [
      'enrolled already',
      {},
      { episodes: [episode({ id: 'other' })] },
      ['409 already-enrolled EpisodeOfCare.period.start'],
    ],
    ['another biller, by the registry', {}, { otherBiller: true }, ['409 other-biller EpisodeOfCare.period.start']],
    ['no start', { period: {} }, {}, ['422 no-start EpisodeOfCare.period']],
    [
      'an end before the start',
      { status: 'finished', period: { start: '2026-02-10', end: '2026-02-09' }, ...extended('graduated') },
      {},
      ['422 end-before-start EpisodeOfCare.period'],
    ],
    ['ended without an end', { status: 'finished', ...extended('graduated') }, {}, ['422 no-end EpisodeOfCare.period']],
  ] satisfies [string, Partial<EpisodeOfCare>, Partial<EnrollmentFacts>, string[]][])(
    '%s',
    (_words, more, facts, expected) => {
      expect(judge(undefined, episode({ id: 'new', ...more }), facts)).toEqual(expected)
    },
  )

  test('it is not in its own way', () => {
    expect(judge(episode(), episode({ careManager: { reference: NURSE } }), { episodes: [episode()] })).toEqual([])
  })

  test('what stays the same is not judged again: consent withdrawn, patient dead, conditions resolved since', () => {
    const gone = { consents: [], conditions: [], patient: { ...PATIENT, deceasedDateTime: '2026-01-01' } }
    expect(judge(episode(), episode({ careManager: { reference: NURSE } }), gone)).toEqual([])
    expect(judge(episode(), episode({ period: { start: '2026-02-11T14:00:00Z' } }), gone)).toContain(
      '422 no-consent consent',
    )
  })

  test('another practitioner, another start, other conditions are judged as an enrollment', () => {
    const withOtto = episode({
      extension: [{ url: structureDefinition('ccm-billing-practitioner'), valueReference: { reference: DR_OTTO } }],
    })
    expect(judge(episode(), withOtto)).toEqual(['422 no-consent consent'])
    expect(judge(episode(), episode({ diagnosis: [{ condition: { reference: 'Condition/diabetes' } }] }))).toEqual([
      '422 not-eligible EpisodeOfCare.diagnosis',
    ])
  })

  test('a planned one that begins is judged again: the other practitioner may still be there', () => {
    const planned = episode({ status: 'planned' })
    expect(judge(planned, episode(), { otherBiller: true })).toEqual(['409 other-biller EpisodeOfCare.period.start'])
    const transfer = { url: structureDefinition('ccm-transfer'), valueBoolean: true }
    const waiting = episode({ status: 'planned', ...extended('enrolled', transfer) })
    expect(judge(undefined, waiting, { otherBiller: true })).toEqual([])
    expect(judge(waiting, episode(extended('enrolled', transfer)), { otherBiller: true })).toEqual([
      '409 other-biller EpisodeOfCare.period.start',
    ])
  })
})

describe('what never changes', () => {
  test('patient and programme', () => {
    const pcm = { type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'pcm' }] }] }
    expect(judge(episode(), episode(pcm))).toEqual(['422 enrollment-fixed EpisodeOfCare.type'])
    expect(judge(episode(), episode({ type: [] }))).toEqual(['422 enrollment-fixed EpisodeOfCare.type'])
    expect(judge(episode(), episode({ patient: { reference: 'Patient/other' } }))).toEqual([
      '422 enrollment-fixed EpisodeOfCare.patient',
    ])
  })

  test('an absolute or versioned reference is the same patient', () => {
    expect(judge(episode(), episode({ patient: { reference: 'https://x.example/fhir/Patient/ada' } }))).toEqual([])
  })
})

describe('which episodes the rules are about', () => {
  test.each([
    ['of a programme of ours', episode(), true],
    [
      'of hospice care',
      episode({ type: [{ coding: [{ system: 'http://snomed.info/sct', code: '385763009' }] }] }),
      false,
    ],
    ['without a type', without(episode(), 'type'), false],
    ['none', undefined, false],
  ])('%s', (_words, given, expected) => {
    expect(isGovernedEpisode(given)).toBe(expected)
  })

  test('an episode that is none of ours is free', () => {
    const other = episode({ type: [{ text: 'Diabetes education' }] })
    expect(judge(undefined, other, { consents: [], conditions: [] })).toEqual([])
  })

  test('one that comes back from entered-in-error is judged as new', () => {
    const mistaken = episode({ status: 'entered-in-error' })
    expect(judge(mistaken, episode(), { consents: [] })).toEqual(['422 no-consent consent'])
    expect(judge(mistaken, episode(), { otherBiller: true })).toEqual(['409 other-biller EpisodeOfCare.period.start'])
    expect(judge(mistaken, episode())).toEqual([])
  })

  test('entered in error takes it out', () => {
    expect(judge(episode(), episode({ status: 'entered-in-error' }), { consents: [], conditions: [] })).toEqual([])
  })
})

describe('the attestation by an update (DESIGN section 3)', () => {
  const staff = { caller: { mayAttest: false, person: NURSE } }

  test('the practitioner adds it; staff cannot; what stands is not judged again', () => {
    const word = episode(extended('enrolled', attested(DR_LEE)))
    expect(judge(episode(), word)).toEqual([])
    expect(judge(episode(), word, staff)).toEqual(['403 not-your-attestation EpisodeOfCare.extension'])
    expect(judge(word, { ...word, careManager: { reference: NURSE } }, staff)).toEqual([])
  })

  test('staff cannot take it away either', () => {
    expect(judge(episode(extended('enrolled', attested(DR_LEE))), episode(), staff)).toEqual([
      '403 not-your-attestation EpisodeOfCare.extension',
    ])
  })

  test('nobody attests in another’s name', () => {
    expect(judge(episode(), episode(extended('enrolled', attested(DR_OTTO))))).toEqual([
      '403 not-your-attestation EpisodeOfCare.extension',
    ])
  })
})

describe('states and their order', () => {
  /** Issue 4: to-contact, attempted, declined, unreachable, consented, enrolled, paused, withdrawn, graduated, deceased, moved. */
  const ALLOWED: Readonly<Record<EnrollmentState, string>> = {
    'to-contact': 'attempted unreachable declined consented enrolled deceased moved',
    attempted: 'to-contact unreachable declined consented enrolled deceased moved',
    unreachable: 'to-contact attempted declined consented enrolled deceased moved',
    declined: 'to-contact attempted consented enrolled deceased moved',
    consented: 'enrolled declined withdrawn deceased moved',
    enrolled: 'paused withdrawn graduated transferred ended deceased moved',
    paused: 'enrolled withdrawn graduated transferred ended deceased moved',
    withdrawn: 'deceased',
    graduated: 'deceased',
    moved: 'deceased',
    transferred: 'deceased',
    ended: 'deceased',
    deceased: '',
  }

  test.each(ENROLLMENT_STATES)('from %s', (from) => {
    const next = ENROLLMENT_STATES.filter((to) => to !== from && mayFollow(from, to))
    expect(next.toSorted()).toEqual(ALLOWED[from].split(' ').filter(Boolean).toSorted())
    expect(mayFollow(from, from)).toBe(true)
  })

  test.each(ENROLLMENT_STATES)('%s has a status that fits', (state) => {
    expect(statusFits(statusFor(state), state)).toBe(true)
    expect(statusFits('entered-in-error', state)).toBe(false)
  })

  const outreach = (state: string, more: Partial<EpisodeOfCare> = {}) => episode({ status: 'planned', ...more }, state)

  test('a step that is not one is refused', () => {
    expect(
      judge(
        episode({ status: 'finished', period: { start: '2026-02-10', end: '2026-03-01' } }, 'graduated'),
        episode(),
      ),
    ).toContain('422 enrollment-state EpisodeOfCare.extension')
  })

  test('state and status have to say the same', () => {
    expect(judge(undefined, episode({ status: 'planned' }, 'paused'))).toContain(
      '422 enrollment-state EpisodeOfCare.status',
    )
  })

  test('outreach is free: nobody is judged as enrolled', () => {
    expect(judge(undefined, outreach('to-contact'), { consents: [], conditions: [], encounters: [] })).toEqual([])
    expect(judge(outreach('to-contact'), outreach('attempted'), { consents: [], conditions: [] })).toEqual([])
  })

  test('who declines says why, and is left alone until the day they named', () => {
    const declined = (...more: NonNullable<EpisodeOfCare['extension']>) =>
      episode({ status: 'cancelled', ...extended('declined', ...more) })
    expect(judge(outreach('attempted'), declined())).toEqual(['422 enrollment-state EpisodeOfCare.extension'])
    expect(judge(outreach('attempted'), declined(REASON))).toEqual([])
    const until = (valueDate: string) =>
      declined(REASON, { url: structureDefinition('ccm-do-not-ask-until'), valueDate })
    expect(judge(until('2026-03-06'), outreach('to-contact'))).toEqual(['422 enrollment-state EpisodeOfCare.extension'])
    expect(judge(until('2026-03-05'), outreach('to-contact'))).toEqual([])
    expect(judge(until('2026-03-06'), outreach('consented'))).toEqual([])
  })

  test('withdrawn by a plain write only once the consent no longer holds', () => {
    const withdrawn = episode({ status: 'finished', period: { start: '2026-02-10', end: '2026-03-31' } }, 'withdrawn')
    expect(judge(episode(), withdrawn)).toEqual(['422 enrollment-state EpisodeOfCare.extension'])
    expect(judge(episode(), withdrawn, { consents: [] })).toEqual([])
  })

  test('a pause and its end', () => {
    const paused = episode({ status: 'onhold' }, 'paused')
    expect(judge(episode(), paused, { consents: [] })).toEqual([])
    expect(judge(paused, episode(), { consents: [] })).toEqual([])
  })
})
