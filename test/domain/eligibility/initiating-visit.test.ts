import type { Encounter } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { initiatingVisit, type InitiatingVisitFacts } from '../../../server/domain/eligibility/initiating-visit.ts'
import { visit, ZONE } from '../support/chart.ts'
import { DR_LEE, DR_OTTO, NURSE, STAFF } from '../support/practice.ts'

const START = '2026-03-05'
const judge = (encounters: readonly Encounter[], more: Partial<InitiatingVisitFacts> = {}) =>
  initiatingVisit({
    program: 'ccm',
    start: START,
    on: START,
    billingPractitioner: DR_LEE,
    encounters,
    staff: STAFF,
    practice: 'Organization/practice',
    timeZone: ZONE,
    ...more,
  })

describe('CCM: seen by the billing practitioner within a year before the start (ccm-rules §4)', () => {
  test.each([
    ['on the day of the start', '2026-03-05', true],
    ['the day before', '2026-03-04', true],
    ['365 days before', '2025-03-05', true],
    ['366 days before', '2025-03-04', false],
    ['the day after', '2026-03-06', false],
  ])('%s', (_words, day, enough) => {
    expect(judge([visit(day, DR_LEE, ['99214'])]).satisfied).toBe(enough)
  })

  test.each([
    ['new patient, level 2', ['99202'], true],
    ['established, level 2', ['99212'], true],
    ['established, level 5', ['99215'], true],
    ['nurse visit', ['99211'], false],
    ['welcome to Medicare', ['G0402'], true],
    ['annual wellness visit', ['G0439'], true],
    ['transitional care', ['99495'], true],
    ['hospital visit', ['99232'], true],
    ['blood test', ['80053'], false],
    ['no code, in the office', [], true],
  ])('%s', (_words, codes, enough) => {
    expect(judge([visit('2026-01-10', DR_LEE, codes)]).satisfied).toBe(enough)
  })

  test('a visit without a code is judged by its class: a phone call is none', () => {
    expect(judge([visit('2026-01-10', DR_LEE, [], { class: { code: 'VR' } })]).satisfied).toBe(false)
  })

  test.each(['planned', 'in-progress', 'cancelled', 'entered-in-error'] as const)(
    'one that is %s does not count',
    (status) => {
      expect(judge([visit('2026-01-10', DR_LEE, ['99214'], { status })]).satisfied).toBe(false)
    },
  )

  test('another practitioner’s visit does not do; while nobody is chosen, anybody’s who may bill does', () => {
    const others = [visit('2026-01-10', DR_OTTO, ['99214'])]
    expect(judge(others).satisfied).toBe(false)
    expect(judge(others, { billingPractitioner: undefined }).satisfied).toBe(true)
    expect(judge([visit('2026-01-10', NURSE, ['99214'])], { billingPractitioner: undefined }).satisfied).toBe(false)
  })

  test('the visit belongs to the practice’s day: 03:30Z on the 6th is the evening of the 5th', () => {
    const late = visit('2026-03-05', DR_LEE, ['99214'], { period: { start: '2026-03-06T03:30:00Z' } })
    expect(judge([late])).toMatchObject({ satisfied: true, visitDay: '2026-03-05' })
  })

  test('answers with the latest visit as evidence', () => {
    const seen = judge([
      visit('2025-05-01', DR_LEE, ['99213']),
      visit('2026-02-01', DR_LEE, ['99213'], { id: 'latest' }),
      visit('2025-12-01', DR_LEE, ['99213']),
    ])
    expect(seen).toEqual({
      satisfied: true,
      needed: false,
      visitDay: '2026-02-01',
      evidence: 'Encounter/latest',
      message: 'Seen on 2026-02-01, within the year before the start.',
    })
  })
})

describe('where a visit is needed', () => {
  test('says so, with the window', () => {
    expect(judge([])).toEqual({
      satisfied: false,
      needed: true,
      message:
        'An initiating visit is needed: no visit with the billing practitioner is on file from 2025-03-05 to 2026-03-05.',
    })
  })

  test.each([
    ['its day', { day: '2026-03-20' }, true],
    ['a day that is too long ago', { day: '2024-03-20' }, false],
    ['a day after the one asked about', { day: '2026-04-01' }, false],
    ['an Encounter that is not on file', { reference: 'Encounter/nowhere' }, false],
    ['the Encounter', { reference: 'Encounter/later' }, true],
    ['the Encounter as a version', { reference: 'Encounter/later/_history/2' }, true],
    ['a nurse visit', { reference: 'Encounter/nurse-visit' }, false],
    ['another practitioner’s visit', { reference: 'Encounter/others' }, false],
  ])('the enrollment names %s', (_words, recorded, enough) => {
    const encounters = [
      visit('2026-03-25', DR_LEE, ['99204'], { id: 'later' }),
      visit('2026-03-25', DR_LEE, ['99211'], { id: 'nurse-visit' }),
      visit('2026-03-25', DR_OTTO, ['99204'], { id: 'others' }),
    ]
    expect(judge(encounters, { recorded, on: '2026-03-31' })).toMatchObject({ satisfied: enough, needed: true })
  })
})

describe('PCM: at the start and again after a year', () => {
  const encounters = [visit('2025-03-10', DR_LEE, ['99214'])]
  const pcm = { program: 'pcm', start: '2025-03-12' } as const

  test.each([
    ['2026-03-10', true],
    ['2026-03-11', false],
  ])('asked on %s: %s', (on, enough) => {
    expect(judge(encounters, { ...pcm, on }).satisfied).toBe(enough)
  })

  test('of CCM the same enrollment stays in order', () => {
    expect(judge(encounters, { program: 'ccm', start: '2025-03-12', on: '2027-01-31' }).satisfied).toBe(true)
  })
})

describe('APCM: any professional service of the practice within three years', () => {
  const apcm = { program: 'apcm' } as const

  test.each([
    ['2023-03-06', true],
    ['2023-03-05', false],
  ])('a visit with a nurse on %s: %s', (day, enough) => {
    expect(judge([visit(day, NURSE, [])], apcm).satisfied).toBe(enough)
  })

  test('a visit that names the practice does, a stranger’s does not', () => {
    const away = visit('2025-03-06', 'Practitioner/stranger', [])
    expect(judge([away], apcm).satisfied).toBe(false)
    for (const reference of ['Organization/practice', 'https://ehr.example/fhir/Organization/practice/_history/2'])
      expect(judge([{ ...away, serviceProvider: { reference } }], apcm).satisfied).toBe(true)
  })
})
