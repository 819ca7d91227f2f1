import type { Consent, ConsentProvision } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { wordOnDisclosure } from '#domain/consent/disclosure.ts'

const PAYER = 'Organization/north-plan'
const question = { organization: PAYER, now: Date.parse('2026-06-30T23:00:00-05:00'), timeZone: 'America/Chicago' }

const reason = (code: string, system = 'http://terminology.hl7.org/CodeSystem/v3-ActReason') => ({ system, code })
const actor = (reference: string, role?: string) => ({
  role: role
    ? { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: role }] }
    : { text: 'payer' },
  reference: { reference },
})

function word(provision: Partial<ConsentProvision> | undefined, more: Partial<Consent> = {}): Consent {
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [],
    ...(provision ? { provision: { actor: [actor(PAYER, 'IRCP')], ...provision } } : {}),
    ...more,
  }
}

const permit: Partial<ConsentProvision> = { type: 'permit' }
const deny: Partial<ConsentProvision> = { type: 'deny' }

describe('what a patient has said of a payer', () => {
  test.each([
    ['nothing', [], 'silent'],
    ['a permit', [word(permit)], 'permitted'],
    ['a permit without the role of a recipient', [word({ ...permit, actor: [actor(PAYER)] })], 'permitted'],
    [
      'a permit by an absolute reference',
      [word({ ...permit, actor: [actor(`https://x.example/fhir/${PAYER}`)] })],
      'permitted',
    ],
    ['a denial', [word(deny)], 'denied'],
    ['a denial older than a permit', [word(deny, { dateTime: '2020-01-01' }), word(permit)], 'denied'],
    ['a denial that was withdrawn', [word(deny, { status: 'inactive' })], 'silent'],
    ['a permit after a denial that was withdrawn', [word(deny, { status: 'inactive' }), word(permit)], 'permitted'],
    ['a permit that was withdrawn', [word(permit, { status: 'inactive' })], 'lapsed'],
    ['a permit that was rejected', [word(permit, { status: 'rejected' })], 'lapsed'],
    ['a permit withdrawn and given anew', [word(permit, { status: 'inactive' }), word(permit)], 'permitted'],
    ['a draft', [word(permit, { status: 'draft' }), word(deny, { status: 'proposed' })], 'silent'],
    ['a mistake', [word(deny, { status: 'entered-in-error' })], 'silent'],
    [
      'a permit on its last day, in the time zone of the practice',
      [word({ ...permit, period: { end: '2026-06-30' } })],
      'permitted',
    ],
    ['a permit that is over', [word({ ...permit, period: { end: '2026-06-29' } })], 'lapsed'],
    ['a permit that has not begun', [word({ ...permit, period: { start: '2026-07-01' } })], 'silent'],
    ['a denial that is over', [word({ ...deny, period: { end: '2026-06-29' } })], 'silent'],
    ['a denial that has not begun', [word({ ...deny, period: { start: '2026-07-01' } }), word(permit)], 'permitted'],
    ['a permit for payment', [word({ ...permit, purpose: [reason('HPAYMT')] })], 'permitted'],
    ['a permit for research', [word({ ...permit, purpose: [reason('HRESCH')] })], 'silent'],
    [
      'a permit for research or payment',
      [word({ ...permit, purpose: [reason('HRESCH'), reason('COVERAGE')] })],
      'permitted',
    ],
    ['a purpose of another code system', [word({ ...permit, purpose: [reason('HPAYMT', 'urn:other')] })], 'silent'],
    ['a purpose without a code', [word({ ...permit, purpose: [{ system: reason('').system }] })], 'silent'],
    ['a denial of marketing', [word({ ...deny, purpose: [reason('HMARKT')] })], 'silent'],
    ['of another payer', [word({ ...permit, actor: [actor('Organization/other', 'IRCP')] })], 'silent'],
    [
      'of the payer in another part than that of a recipient',
      [word({ ...permit, actor: [actor(PAYER, 'CST')] })],
      'silent',
    ],
    ['of nobody', [word({ type: 'permit', actor: [] })], 'silent'],
    ['without saying what', [word({})], 'silent'],
    ['no provision', [word(undefined)], 'silent'],
    [
      'about treatment',
      [
        word(permit, {
          scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
        }),
      ],
      'silent',
    ],
    ['a permit for a part of the record', [word({ ...permit, class: [{ code: 'CarePlan' }] })], 'silent'],
    ['a permit for what was recorded in a year', [word({ ...permit, dataPeriod: { start: '2026' } })], 'silent'],
    ['a denial of a part of the record', [word({ ...deny, class: [{ code: 'CarePlan' }] }), word(permit)], 'denied'],
    [
      'a permit with an exception',
      [word({ ...permit, provision: [{ type: 'deny', class: [{ code: 'Claim' }] }] })],
      'silent',
    ],
    [
      'a denial as an exception to a permit for others',
      [word({ type: 'permit', actor: [], provision: [{ type: 'deny', actor: [actor(PAYER)] }] })],
      'denied',
    ],
    [
      'a permit as an exception to a denial of others',
      [word({ type: 'deny', actor: [], provision: [{ type: 'permit', actor: [actor(PAYER)] }] })],
      'silent',
    ],
    [
      'an exception of an exception',
      [word({ type: 'permit', actor: [], provision: [{ provision: [{ type: 'deny', actor: [actor(PAYER)] }] }] })],
      'denied',
    ],
    [
      'an exception that is over with its rule',
      [
        word({
          type: 'deny',
          actor: [],
          period: { end: '2026-01-01' },
          provision: [{ type: 'deny', actor: [actor(PAYER)] }],
        }),
      ],
      'silent',
    ],
  ] as const)('%s', (_name, consents, expected) => {
    expect(wordOnDisclosure(consents as readonly Consent[], question)).toBe(expected)
  })
})
