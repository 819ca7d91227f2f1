import type { Consent, ConsentProvision } from '@medplum/fhirtypes'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { without } from '../../domain/support/chart.ts'
import type { BadExample } from './bad-example.ts'

const provision: ConsentProvision = {
  type: 'permit',
  actor: [{ role: { text: 'payer' }, reference: { reference: 'Organization/medicare' } }],
}

function said(more: object, over: Partial<Consent> = {}): unknown {
  return {
    resourceType: 'Consent',
    meta: { profile: [structureDefinition('ccm-disclosure-consent')] },
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
    patient: { reference: 'Patient/ada' },
    dateTime: '2026-01-05T16:00:00Z',
    policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
    provision: { ...provision, ...more },
    ...over,
  }
}

const research = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] }

/** Consents to disclosure that must be refused, each where and for what. */
export const BAD_DISCLOSURES: readonly BadExample[] = [
  ['a disclosure of no scope of privacy', said({}, { scope: research }), 'Consent.scope', 'patient-privacy'],
  [
    'a disclosure that neither permits nor denies',
    said({}, { provision: without(provision, 'type') }),
    'Consent.provision.type',
    'is required',
  ],
  [
    'a disclosure to nobody',
    said({}, { provision: without(provision, 'actor') }),
    'Consent.provision.actor',
    'is required',
  ],
  [
    'a disclosure to a person',
    said({ actor: [{ role: { text: 'payer' }, reference: { reference: 'Practitioner/dr-osei' } }] }),
    'Consent.provision.actor[0].reference',
    'Organization',
  ],
  ['a disclosure of a part of the record', said({ class: [{ code: 'CarePlan' }] }), 'Consent', 'opens nothing'],
  ['a disclosure with an exception', said({ provision: [{ type: 'deny' }] }), 'Consent.provision.provision', 'allowed'],
]
