import type { Consent, Extension } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition, SYSTEM } from '../../fhir/canonicals.ts'
import type { GivenConsent } from '../enrollment-request.ts'
import { PROGRAM_NAMES } from '../program.ts'
import { idOf, practiceReference, staffReference, type DraftInput } from './draft-input.ts'

/** The patient's consent (profile `ccm-consent`), as it was taken: from the patient, or from who speaks for them. */
export function draftConsent(input: DraftInput, given: GivenConsent): Consent {
  const { request, references, facts, patient } = input
  const organization = practiceReference(facts)
  const dateTime = given.dateTime
  const performer = given.performer ?? patient
  const program = { system: codeSystem('ccm-program'), code: request.program, display: PROGRAM_NAMES[request.program] }
  return {
    resourceType: 'Consent',
    ...idOf(references.consent),
    meta: { profile: [structureDefinition('ccm-consent')] },
    extension: extensions(input, given),
    status: 'active',
    scope: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment', display: 'Treatment' },
      ],
    },
    category: [
      { coding: [{ system: SYSTEM.loinc, code: '59284-0', display: 'Consent Document' }] },
      { coding: [program] },
    ],
    patient,
    ...(dateTime && { dateTime }),
    performer: [performer],
    ...(organization && { organization: [organization] }),
    policyRule: { coding: [{ system: SYSTEM.actCode, code: 'OPTIN', display: 'opt-in' }] },
    verification: [{ verified: true, verifiedWith: performer, ...(dateTime && { verificationDate: dateTime }) }],
  }
}

function extensions({ billingPractitioner, facts }: DraftInput, given: GivenConsent): Extension[] {
  const recorder = given.recorder ?? facts.caller.person
  return [
    ...(given.method === undefined
      ? []
      : [{ url: structureDefinition('ccm-consent-method'), valueCode: given.method }]),
    ...(recorder === undefined
      ? []
      : [{ url: structureDefinition('ccm-consent-recorder'), valueReference: staffReference(recorder, facts) }]),
    ...given.statements.map((statement) => ({
      url: structureDefinition('ccm-consent-statement'),
      valueCode: statement,
    })),
    { url: structureDefinition('ccm-billing-practitioner'), valueReference: billingPractitioner },
  ]
}
