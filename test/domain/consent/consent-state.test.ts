import type { Consent, Extension } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consentAt, consentsFor, isOurs, type ConsentQuestion } from '../../../server/domain/consent/consent-state.ts'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { at, without, ZONE } from '../support/chart.ts'
import { consent, DR_LEE, DR_OTTO, STAFF } from '../support/practice.ts'

const QUESTION: ConsentQuestion = { program: 'ccm', billingPractitioner: DR_LEE, timeZone: ZONE, staff: STAFF }
const records = (consents: readonly Consent[], more: Partial<ConsentQuestion> = {}) =>
  consentsFor(consents, { ...QUESTION, ...more })
const holds = (given: Consent, instant: string) => consentAt(records([given]), at(instant)) !== undefined
const extended = (...extension: Extension[]): Partial<Consent> => ({
  extension: [...(consent().extension ?? []), ...extension],
})
const withdrawnAt = (valueDateTime: string): Partial<Consent> => ({
  status: 'inactive',
  ...extended({ url: structureDefinition('ccm-consent-withdrawn'), valueDateTime }),
})

describe('from when to when a consent holds (ccm-rules §5)', () => {
  test.each([
    ['the instant before', '2026-02-10T13:59:59.999Z', false],
    ['the instant of the word', '2026-02-10T14:00:00Z', true],
    ['years later', '2031-02-10T14:00:00Z', true],
  ])('%s: %s', (_words, instant, expected) => {
    expect(holds(consent(), instant)).toBe(expected)
  })

  test.each([
    ['a day holds from its beginning, local time', '2026-02-10', '2026-02-10T05:00:00Z', '2026-02-10T04:59:59Z'],
    ['a month from its last day on', '2026-02', '2026-02-28T05:00:00Z', '2026-02-28T04:59:59Z'],
    ['a year from its last day on', '2025', '2025-12-31T05:00:00Z', '2025-12-31T04:59:59Z'],
    ['an instant with another offset', '2026-02-10T09:00:00-05:00', '2026-02-10T14:00:00Z', '2026-02-10T13:59:59Z'],
  ])('%s', (_words, dateTime, from, before) => {
    expect(holds(consent({ dateTime }), from)).toBe(true)
    expect(holds(consent({ dateTime }), before)).toBe(false)
  })

  test('a withdrawal ends it at its instant: nothing at or after it is covered', () => {
    const withdrawn = consent(withdrawnAt('2026-02-20T16:00:00Z'))
    expect(holds(withdrawn, '2026-02-20T15:59:59.999Z')).toBe(true)
    expect(holds(withdrawn, '2026-02-20T16:00:00Z')).toBe(false)
  })

  test('a withdrawal that names only the day ends it with the beginning of that day', () => {
    const withdrawn = consent(withdrawnAt('2026-02-20'))
    expect(holds(withdrawn, '2026-02-20T04:59:59Z')).toBe(true)
    expect(holds(withdrawn, '2026-02-20T05:00:00Z')).toBe(false)
  })

  test('an agreed end is included whole; the earlier of it and a withdrawal decides', () => {
    const agreed = { provision: { period: { end: '2026-06-30' } } }
    expect(holds(consent(agreed), '2026-07-01T03:59:59Z')).toBe(true)
    expect(holds(consent(agreed), '2026-07-01T04:00:00Z')).toBe(false)
    expect(holds(consent({ ...agreed, ...withdrawnAt('2026-03-01T12:00:00Z') }), '2026-03-02T12:00:00Z')).toBe(false)
  })

  test('an inactive one that does not say since when, ends when it was filed', () => {
    const filed = consent({ status: 'inactive', meta: { lastUpdated: '2026-02-25T10:00:00Z' } })
    expect(holds(filed, '2026-02-25T09:59:59Z')).toBe(true)
    expect(holds(filed, '2026-02-25T10:00:00Z')).toBe(false)
    expect(holds(consent({ status: 'inactive', meta: {} }), '2026-02-25T10:00:00Z')).toBe(false)
  })

  test.each(['draft', 'proposed', 'rejected', 'entered-in-error'] as const)('%s is none', (status) => {
    expect(records([consent({ status })])).toEqual([])
  })

  test('one that was found untrue is none; without a date there is none', () => {
    expect(records([consent({ verification: [{ verified: false }] })])).toEqual([])
    expect(records([consent({ verification: [{ verified: true }] })])).toHaveLength(1)
    expect(records([without(consent(), 'dateTime')])).toEqual([])
  })
})

describe('whose consent to what', () => {
  test('another programme’s consent does not do (DESIGN section 3)', () => {
    expect(records([consent({}, 'pcm')])).toEqual([])
    expect(records([consent({}, 'pcm')], { program: 'pcm' })).toHaveLength(1)
  })

  test('another practitioner’s does not do; a role of the same person does', () => {
    expect(records([consent({}, 'ccm', DR_OTTO)])).toEqual([])
    expect(records([consent({}, 'ccm', 'PractitionerRole/lee-billing-practitioner')])).toHaveLength(1)
    expect(records([consent({}, 'ccm', DR_OTTO)], { billingPractitioner: undefined })).toHaveLength(1)
  })

  test('one that names neither programme nor practitioner fits all', () => {
    const open = consent({
      category: [{ text: 'Consent' }],
      extension: [{ url: structureDefinition('ccm-consent-method'), valueCode: 'written' }],
    })
    expect(records([open], { program: 'apcm', billingPractitioner: DR_OTTO })).toMatchObject([{ method: 'written' }])
  })

  test.each([
    [
      'a privacy consent',
      { meta: {}, category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }], extension: [] },
      false,
    ],
    ['one that claims our profile', { category: [{ text: 'x' }], extension: [] }, true],
    ['one that names a programme', { meta: {}, extension: [] }, true],
    ['one that tells how it was taken', { meta: {}, category: [{ text: 'x' }] }, true],
  ] satisfies [string, Partial<Consent>, boolean][])(
    '%s is about care management: see row',
    (_words, more, expected) => {
      expect(isOurs(consent(more))).toBe(expected)
    },
  )
})

describe('what was explained (ccm-rules §5)', () => {
  test('all four are read, in the order in which they are told', () => {
    expect(records([consent()])[0]).toMatchObject({
      statements: ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'],
      missing: [],
      method: 'verbal',
      version: '1',
      program: 'ccm',
      billingPractitioner: DR_LEE,
    })
  })

  test('the missing ones are named', () => {
    const extension = ['right-to-stop', 'availability'].map((valueCode) => ({
      url: structureDefinition('ccm-consent-statement'),
      valueCode,
    }))
    expect(records([consent({ extension })])[0]).toMatchObject({
      statements: ['availability', 'right-to-stop'],
      missing: ['cost-sharing', 'one-practitioner'],
    })
  })

  test('a code of another list is no statement, an unknown method none', () => {
    const extension = [
      { url: structureDefinition('ccm-consent-statement'), valueCode: 'weather' },
      { url: structureDefinition('ccm-consent-method'), valueCode: 'telepathy' },
      {
        url: structureDefinition('ccm-consent-recorder'),
        valueReference: { reference: 'Practitioner/nurse/_history/2' },
      },
    ]
    const record = records([consent({ extension })])[0]
    expect(record?.statements).toEqual([])
    expect(record?.method).toBeUndefined()
    expect(record?.recorder).toBe('Practitioner/nurse')
  })
})

describe('several consents', () => {
  const first = consent({ id: 'first', dateTime: '2025-01-01T12:00:00Z', ...withdrawnAt('2025-06-01T12:00:00Z') })
  const second = consent({ id: 'second', dateTime: '2026-01-01T12:00:00Z' })

  test('stand earliest first, and each covers its own time', () => {
    const both = records([second, first])
    expect(both.map(({ reference }) => reference)).toEqual(['Consent/first', 'Consent/second'])
    expect(consentAt(both, at('2025-03-01T12:00:00Z'))?.reference).toBe('Consent/first')
    expect(consentAt(both, at('2025-09-01T12:00:00Z'))).toBeUndefined()
    expect(consentAt(both, at('2026-03-01T12:00:00Z'))?.reference).toBe('Consent/second')
  })

  test('an instant is covered exactly when some consent covers it, in whatever order they are read', () => {
    const day = fc.integer({ min: 1, max: 700 })
    const given = fc.record({ from: day, length: fc.option(day) })
    const iso = (days: number) => new Date(at('2025-01-01T00:00:00Z') + days * 86_400_000).toISOString()
    fc.assert(
      fc.property(fc.array(given, { maxLength: 4 }), day, (spans, asked) => {
        const consents = spans.map(({ from, length }, index) =>
          consent({ id: `c${index}`, dateTime: iso(from), ...(length !== null && withdrawnAt(iso(from + length))) }),
        )
        const expected = spans.some(({ from, length }) => from <= asked && (length === null || asked < from + length))
        expect(consentAt(records(consents), at(iso(asked))) !== undefined).toBe(expected)
        expect(consentAt(records(consents.toReversed()), at(iso(asked))) !== undefined).toBe(expected)
      }),
    )
  })

  test('the program system is ours', () => {
    const other = consent({
      meta: {},
      extension: [],
      category: [{ coding: [{ system: 'https://example.org', code: 'ccm' }] }],
    })
    expect(isOurs(other)).toBe(false)
    expect(codeSystem('ccm-program')).toBe('https://ccm-on-fhir.org/ig/CodeSystem/ccm-program')
  })
})
