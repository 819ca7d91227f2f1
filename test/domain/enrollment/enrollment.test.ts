import { describe, expect, test } from 'vitest'
import { enrolledWithin, enrollmentOf } from '../../../server/domain/enrollment/enrollment.ts'
import {
  isCurrent,
  isEnded,
  isOutreach,
  stateOf,
  ENROLLMENT_STATES,
} from '../../../server/domain/enrollment/enrollment-state.ts'
import { nextEpisode } from '../../../server/domain/enrollment/next-episode.ts'
import { extensionOf } from '../../../server/domain/fhir/extensions.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { at, ZONE } from '../support/chart.ts'
import { DR_LEE, episode, NURSE } from '../support/practice.ts'

describe('reading an EpisodeOfCare', () => {
  test('everything that the rules ask of it', () => {
    const given = episode({
      careManager: { reference: NURSE },
      period: { start: '2026-02-10T14:00:00Z', end: '2026-03-31' },
      diagnosis: [
        { condition: { reference: 'Condition/late' } },
        { condition: { reference: 'Condition/second' }, rank: 2 },
        { condition: { reference: 'Condition/first/_history/3' }, rank: 1 },
      ],
      statusHistory: [
        { status: 'active', period: { start: '2026-02-10', end: '2026-02-15' } },
        { status: 'onhold', period: { start: '2026-02-15T12:00:00Z', end: '2026-02-20T12:00:00Z' } },
        { status: 'onhold', period: { start: '2026-03-01T12:00:00Z' } },
      ],
      extension: [
        ...(episode().extension ?? []),
        { url: structureDefinition('ccm-initiating-visit'), valueDate: '2026-02-01' },
        { url: structureDefinition('ccm-transfer'), valueBoolean: true },
        {
          url: structureDefinition('ccm-attestation'),
          extension: [
            { url: 'duration', valueBoolean: true },
            { url: 'by', valueReference: { reference: DR_LEE } },
          ],
        },
      ],
    })
    expect(enrollmentOf(given, ZONE)).toEqual({
      reference: 'EpisodeOfCare/episode-ccm',
      version: '3',
      patient: 'Patient/ada',
      program: 'ccm',
      status: 'active',
      state: 'enrolled',
      billingPractitioner: DR_LEE,
      careManager: NURSE,
      start: at('2026-02-10T14:00:00Z'),
      end: at('2026-04-01T04:00:00Z'),
      attestation: { duration: true, risk: false, by: DR_LEE },
      initiatingVisit: { day: '2026-02-01' },
      diagnoses: ['Condition/first', 'Condition/second', 'Condition/late'],
      pauses: [
        { start: at('2026-02-15T12:00:00Z'), end: at('2026-02-20T12:00:00Z') },
        { start: at('2026-03-01T12:00:00Z') },
      ],
      transfer: false,
    })
  })

  test('a transfer waits while it is planned', () => {
    const transfer = { url: structureDefinition('ccm-transfer'), valueBoolean: true }
    const extension = [...(episode().extension ?? []), transfer]
    expect(enrollmentOf(episode({ extension, status: 'planned' }), ZONE)?.transfer).toBe(true)
    expect(enrollmentOf(episode({ extension }), ZONE)?.transfer).toBe(false)
    expect(enrollmentOf(episode({ status: 'planned' }), ZONE)?.transfer).toBe(false)
  })

  test.each([
    ['of no programme', episode({ type: [{ text: 'x' }] })],
    ['entered in error', episode({ status: 'entered-in-error' })],
    ['of nobody', episode({ patient: { display: 'Ada' } })],
  ])('one %s is none', (_words, given) => {
    expect(enrollmentOf(given, ZONE)).toBeUndefined()
  })

  test.each([
    ['outreach', episode({ status: 'planned' }, 'attempted')],
    ['dropped before it began', episode({ status: 'cancelled' }, 'enrolled')],
  ])('%s has a period that is no enrollment’s', (_words, given) => {
    expect(enrollmentOf(given, ZONE)).not.toHaveProperty('start')
  })

  test.each([
    ['planned', 'to-contact'],
    ['waitlist', 'to-contact'],
    ['active', 'enrolled'],
    ['onhold', 'paused'],
    ['finished', 'ended'],
    ['cancelled', 'declined'],
    ['entered-in-error', undefined],
  ] as const)('without a state of ours, %s means %s', (status, state) => {
    expect(stateOf(episode({ status, extension: [] }))).toBe(state)
  })

  test('a state is before, in or after the programme', () => {
    for (const state of ENROLLMENT_STATES)
      expect([isOutreach(state), isCurrent(state), isEnded(state)].filter(Boolean)).toHaveLength(1)
  })
})

describe('enrolled within a window: start included, end not', () => {
  const march = [at('2026-03-01T05:00:00Z'), at('2026-04-01T04:00:00Z')] as const

  test.each([
    ['since February', '2026-02-10', undefined, true],
    ['from the last instant', '2026-04-01T03:59:59.999Z', undefined, true],
    ['from the first instant after', '2026-04-01T04:00:00Z', undefined, false],
    ['until the first instant', '2026-01-01', '2026-03-01T05:00:00Z', false],
    ['until the one after', '2026-01-01', '2026-03-01T05:00:00.001Z', true],
    ['until the last day of February', '2026-01-01', '2026-02-28', false],
  ])('%s', (_words, start, end, expected) => {
    const enrollment = enrollmentOf(episode({ period: { start, ...(end !== undefined && { end }) } }), ZONE)
    expect(enrollment && enrolledWithin(enrollment, ...march)).toBe(expected)
  })
})

describe('the history of an episode', () => {
  const FIRST = '2026-03-01T12:00:00.000Z'
  const SECOND = '2026-03-02T12:00:00.000Z'

  test('begins with its period; a change ends the open entry and begins the next', () => {
    const first = nextEpisode(undefined, episode(), FIRST)
    expect(first.statusHistory).toMatchObject([{ status: 'active', period: { start: '2026-02-10T14:00:00Z' } }])
    const paused = nextEpisode(first, { ...episode({ status: 'onhold' }, 'paused') }, SECOND)
    expect(paused.statusHistory).toMatchObject([
      { status: 'active', period: { start: '2026-02-10T14:00:00Z', end: SECOND } },
      { status: 'onhold', period: { start: SECOND } },
    ])
    expect(extensionOf(paused.statusHistory?.[1], 'ccm-enrollment-state')?.valueCode).toBe('paused')
  })

  test('a finer state changes it too, though the status stays', () => {
    const first = nextEpisode(undefined, episode({ status: 'planned' }, 'to-contact'), FIRST)
    expect(nextEpisode(first, episode({ status: 'planned' }, 'attempted'), SECOND).statusHistory).toHaveLength(2)
  })

  test('nothing else does, and nobody rewrites it', () => {
    const first = nextEpisode(undefined, episode(), FIRST)
    const rewritten = nextEpisode(first, episode({ statusHistory: [], careManager: { reference: NURSE } }), SECOND)
    expect(rewritten.statusHistory).toEqual(first.statusHistory)
  })

  test('an imported episode without a history gets one', () => {
    expect(nextEpisode(episode(), episode({ status: 'onhold' }, 'paused'), SECOND).statusHistory).toHaveLength(2)
  })

  test('an entry never ends before it began: planned ahead and dropped', () => {
    const planned = nextEpisode(undefined, episode({ status: 'planned', period: { start: '2026-05-01' } }), FIRST)
    const dropped = nextEpisode(planned, episode({ status: 'cancelled' }, 'moved'), SECOND)
    expect(dropped.statusHistory?.[0]?.period).toEqual({ start: '2026-05-01', end: '2026-05-01' })
  })
})
