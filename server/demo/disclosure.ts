import type { Consent, Organization } from '@medplum/fhirtypes'
import { structureDefinition } from '#domain/fhir/canonicals.ts'

const HL7 = 'http://terminology.hl7.org/CodeSystem'

export const HEALTH_PLAN = 'Organization/prairie-advantage'

/** The health plan of patients in Medicare Advantage. */
export function healthPlan(): Organization {
  return {
    resourceType: 'Organization',
    id: 'prairie-advantage',
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-organization'] },
    active: true,
    type: [{ coding: [{ system: `${HL7}/organization-type`, code: 'pay', display: 'Payer' }] }],
    name: 'Prairie Advantage Plan (made up)',
    telecom: [{ system: 'phone', value: '+1-217-555-0160', use: 'work' }],
    address: [{ line: ['400 Plan Plaza'], city: 'Springfield', state: 'IL', postalCode: '62702', country: 'US' }],
  }
}

/** A patient's word that their health plan may read the record for payment, for two years from a day (`2026-06-04`). */
export function disclosure(subject: { readonly reference: string; readonly display: string }, day: string): Consent {
  const [year = ''] = day.split('-')
  return {
    resourceType: 'Consent',
    id: `${subject.reference.split('/')[1] ?? ''}-disclosure`,
    meta: { profile: [structureDefinition('ccm-disclosure-consent')] },
    status: 'active',
    scope: { coding: [{ system: `${HL7}/consentscope`, code: 'patient-privacy', display: 'Privacy Consent' }] },
    category: [{ coding: [{ system: `${HL7}/v3-ActCode`, code: 'IDSCL', display: 'information disclosure' }] }],
    patient: subject,
    dateTime: `${day}T15:20:00Z`,
    performer: [subject],
    organization: [{ reference: 'Organization/riverbend' }],
    sourceAttachment: { contentType: 'application/pdf', title: 'Permission for the health plan, signed in the office' },
    policyRule: { coding: [{ system: `${HL7}/v3-ActCode`, code: 'OPTIN', display: 'opt-in' }] },
    provision: {
      type: 'permit',
      period: { start: day, end: `${Number(year) + 2}-12-31` },
      actor: [
        {
          role: {
            coding: [{ system: `${HL7}/v3-ParticipationType`, code: 'IRCP', display: 'information recipient' }],
          },
          reference: { reference: HEALTH_PLAN },
        },
      ],
      purpose: [{ system: `${HL7}/v3-ActReason`, code: 'HPAYMT', display: 'healthcare payment' }],
    },
  }
}
