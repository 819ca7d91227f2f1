import { describe, expect, test } from 'vitest'
import {
  endEnrollment,
  END_REASONS,
  type EndFacts,
  type EndRequest,
} from '../../../server/domain/enrollment/end-enrollment.ts'
import { stateOf, statusFits } from '../../../server/domain/enrollment/enrollment-state.ts'
import { enrollmentOf } from '../../../server/domain/enrollment/enrollment.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { extensionOf } from '../../../server/domain/fhir/extensions.ts'
import { at, ZONE } from '../support/chart.ts'
import { consent, DR_LEE, DR_OTTO, episode, STAFF } from '../support/practice.ts'

const FACTS: EndFacts = {
  episode: episode(),
  consents: [consent()],
  timeZone: ZONE,
  staff: STAFF,
  now: at('2026-03-20T12:00:00Z'),
}
const end = (request: EndRequest, more: Partial<EndFacts> = {}) => endEnrollment(request, { ...FACTS, ...more })

function ended(request: EndRequest, more: Partial<EndFacts> = {}) {
  const decision = end(request, more)
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.refusals))
  return decision
}

describe('withdrawal (DESIGN section 4, ccm-rules §5)', () => {
  const made = ended({ reason: 'withdrawn', dateTime: '2026-03-15T16:00:00Z', note: 'Too many calls' })

  test('the episode ends on the month’s last day', () => {
    expect(made.episode).toMatchObject({
      status: 'finished',
      period: { start: '2026-02-10T14:00:00Z', end: '2026-03-31' },
    })
    expect(extensionOf(made.episode, 'ccm-enrollment-state')?.valueCode).toBe('withdrawn')
    expect(extensionOf(made.episode, 'ccm-state-reason')?.valueString).toBe('Too many calls')
    expect(enrollmentOf(made.episode, ZONE)?.end).toBe(at('2026-04-01T04:00:00Z'))
  })

  test('the consent ends at its instant, so that no later minute counts', () => {
    expect(made.consents).toHaveLength(1)
    expect(made.consents[0]?.status).toBe('inactive')
    expect(extensionOf(made.consents[0], 'ccm-consent-withdrawn')?.valueDateTime).toBe('2026-03-15T16:00:00Z')
  })

  test('the last evening of a month in the practice’s zone ends with that month', () => {
    const late = ended({ reason: 'withdrawn', dateTime: '2026-03-01T03:00:00Z' })
    expect(late.episode.period?.end).toBe('2026-02-28')
  })

  test('only consents that would cover the time after it: not another programme’s or practitioner’s, not old ones', () => {
    const old = consent({ id: 'old', status: 'inactive' })
    const consents = [consent(), consent({ id: 'pcm' }, 'pcm'), consent({ id: 'otto' }, 'ccm', DR_OTTO), old]
    expect(ended({ reason: 'withdrawn' }, { consents }).consents.map(({ id }) => id)).toEqual(['consent-ccm'])
  })

  test('a consent given for later is withdrawn too', () => {
    const later = consent({ id: 'later', dateTime: '2026-03-19T12:00:00Z' })
    const withdrawn = ended({ reason: 'withdrawn', dateTime: '2026-03-15T16:00:00Z' }, { consents: [consent(), later] })
    expect(withdrawn.consents.map(({ id }) => id)).toEqual(['consent-ccm', 'later'])
  })
})

describe('every other reason ends it at the instant', () => {
  test.each(END_REASONS.filter((reason) => reason !== 'withdrawn'))('%s', (reason) => {
    const made = ended({ reason, dateTime: '2026-03-15T16:00:00Z' })
    expect(made.episode).toMatchObject({ status: 'finished', period: { end: '2026-03-15T16:00:00Z' } })
    expect(extensionOf(made.episode, 'ccm-enrollment-state')?.valueCode).toBe(reason === 'other' ? 'ended' : reason)
    expect(made.consents).toEqual([])
    expect(made.episode.statusHistory?.at(-1)).toMatchObject({
      status: 'finished',
      period: { start: '2026-03-15T16:00:00Z' },
    })
  })

  test('without a date: now; a death: the one on file', () => {
    expect(ended({ reason: 'graduated' }).episode.period?.end).toBe('2026-03-20T12:00:00.000Z')
    const died = ended({ reason: 'deceased' }, { deceased: '2026-03-18T14:00:00Z' })
    expect(died.episode.period?.end).toBe('2026-03-18T14:00:00Z')
  })
})

describe('one that never began is cancelled, and holds no month', () => {
  const ahead = episode({ status: 'planned', period: { start: '2026-05-01' } })
  const transfer = { url: structureDefinition('ccm-transfer'), valueBoolean: true }
  const waiting = episode({ status: 'planned', extension: [...(episode().extension ?? []), transfer] })

  test.each([
    ['enrolled for May', ahead],
    ['waiting for another practitioner', waiting],
  ])('%s', (_words, planned) => {
    const made = ended({ reason: 'withdrawn' }, { episode: planned })
    expect(made.episode).toMatchObject({ status: 'cancelled', period: planned.period })
    expect(extensionOf(made.episode, 'ccm-enrollment-state')?.valueCode).toBe('withdrawn')
    expect(enrollmentOf(made.episode, ZONE)).not.toHaveProperty('start')
    expect(made.consents).toHaveLength(1)
  })

  test.each(END_REASONS)('%s: state and status say the same', (reason) => {
    const made = ended({ reason }, { episode: ahead }).episode
    const state = stateOf(made)
    expect(state && statusFits(made.status, state)).toBe(true)
  })
})

test('a day as the end may be the day of the start', () => {
  expect(end({ reason: 'graduated', dateTime: '2026-02-10' }).kind).toBe('ended')
  expect(end({ reason: 'graduated', dateTime: '2026-02-09' }).kind).toBe('refused')
})

describe('refusals', () => {
  test.each([
    ['an end to come', { reason: 'graduated', dateTime: '2026-03-20T12:00:01Z' }, {}, '422 future'],
    ['an end before the start', { reason: 'graduated', dateTime: '2026-02-10T13:59:59Z' }, {}, '422 end-before-start'],
    ['outreach', { reason: 'other' }, { episode: episode({ status: 'planned' }, 'attempted') }, '409 not-enrolled'],
    [
      'one that has ended',
      { reason: 'other' },
      { episode: episode({ status: 'finished' }, 'graduated') },
      '409 not-enrolled',
    ],
    ['an episode that is none of ours', { reason: 'other' }, { episode: episode({ type: [] }) }, '409 not-enrolled'],
  ] satisfies [string, EndRequest, Partial<EndFacts>, string][])('%s', (_words, request, more, expected) => {
    const decision = end(request, more)
    const refusals = decision.kind === 'refused' ? decision.refusals : []
    expect(refusals.map(({ status, rule }) => `${status} ${rule}`)).toEqual([expected])
  })

  test('a paused one can end; who bills it is looked up by role too', () => {
    const paused = episode({ status: 'onhold' }, 'paused')
    expect(end({ reason: 'moved' }, { episode: paused }).kind).toBe('ended')
    const byRole = consent({}, 'ccm', 'PractitionerRole/lee-billing-practitioner')
    expect(ended({ reason: 'withdrawn' }, { consents: [byRole] }).consents).toHaveLength(1)
    expect(STAFF.personOf('PractitionerRole/lee-billing-practitioner')).toBe(DR_LEE)
  })
})
