import type { Consent, EpisodeOfCare, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import type { EligibilityFacts } from '../../../server/domain/eligibility/eligibility-facts.ts'
import type { EnrollmentFacts } from '../../../server/domain/enrollment/enrollment-facts.ts'
import type { Program } from '../../../server/domain/enrollment/program.ts'
import { codeSystem, structureDefinition, SYSTEM } from '../../../server/domain/fhir/canonicals.ts'
import { practiceOf } from '../../../server/domain/practice/practice.ts'
import { staffDirectoryOf } from '../../../server/domain/staff/staff-directory.ts'
import { at, condition, coverage, PATIENT, TODAY, visit, ZONE } from './chart.ts'

/** Who works in the practice of these tests. */
export const DR_LEE = 'Practitioner/lee'
export const DR_OTTO = 'Practitioner/otto'
export const NURSE = 'Practitioner/nurse'
export const CLERK = 'Practitioner/clerk'

/** A person, with an NPI when one is given. */
export function practitioner(id: string, npi?: string): Practitioner {
  return {
    resourceType: 'Practitioner',
    id,
    name: [{ text: `${id[0]?.toUpperCase() ?? ''}${id.slice(1)}` }],
    ...(npi !== undefined && { identifier: [{ system: SYSTEM.npi, value: npi }] }),
  }
}

/** A role of a person. */
export function role(person: string, code: string, more: Partial<PractitionerRole> = {}): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `${person}-${code}`,
    active: true,
    practitioner: { reference: `Practitioner/${person}` },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code }] }],
    ...more,
  }
}

/** Two billing practitioners, a nurse, a clerk. */
export const STAFF = staffDirectoryOf(
  [
    practitioner('lee', '1234567893'),
    practitioner('otto', '1245319599'),
    practitioner('nurse'),
    practitioner('clerk'),
    practitioner('no-npi'),
  ],
  [
    role('lee', 'billing-practitioner'),
    role('otto', 'billing-practitioner'),
    role('nurse', 'clinical-staff'),
    role('clerk', 'non-clinical'),
    role('no-npi', 'billing-practitioner'),
  ],
)

/** The practice, in New York. */
export const PRACTICE = practiceOf({
  resourceType: 'Organization',
  id: 'practice',
  name: 'Elm Street Practice',
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: ZONE }],
})

/** Both conditions that the usual patient has. */
export const DIABETES = condition({ icd10: 'E11.9' }, { id: 'diabetes' })
export const HYPERTENSION = condition({ icd10: 'I10' }, { id: 'hypertension' })

/** A consent of ours with all statements, to CCM with Dr. Lee. */
export function consent(more: Partial<Consent> = {}, program: Program = 'ccm', biller = DR_LEE): Consent {
  return {
    resourceType: 'Consent',
    id: `consent-${program}`,
    meta: { versionId: '1', profile: [structureDefinition('ccm-consent')] },
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: codeSystem('ccm-program'), code: program }] }],
    patient: { reference: 'Patient/ada' },
    dateTime: '2026-02-10T14:00:00Z',
    policyRule: { coding: [{ system: SYSTEM.actCode, code: 'OPTIN' }] },
    extension: [
      { url: structureDefinition('ccm-consent-method'), valueCode: 'verbal' },
      ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map((valueCode) => ({
        url: structureDefinition('ccm-consent-statement'),
        valueCode,
      })),
      { url: structureDefinition('ccm-billing-practitioner'), valueReference: { reference: biller } },
    ],
    ...more,
  }
}

/** An enrollment in CCM with Dr. Lee since 10 February; `state` and `more` override. */
export function episode(
  more: Partial<EpisodeOfCare> = {},
  state = 'enrolled',
  program: Program = 'ccm',
): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: `episode-${program}`,
    meta: { versionId: '3' },
    status: 'active',
    type: [{ coding: [{ system: codeSystem('ccm-program'), code: program }] }],
    patient: { reference: 'Patient/ada' },
    period: { start: '2026-02-10T14:00:00Z' },
    extension: [
      { url: structureDefinition('ccm-enrollment-state'), valueCode: state },
      { url: structureDefinition('ccm-billing-practitioner'), valueReference: { reference: DR_LEE } },
    ],
    ...more,
  }
}

/** A patient with two chronic conditions, Part B, and a visit with Dr. Lee last autumn. */
export function eligibilityFacts(more: Partial<EligibilityFacts> = {}): EligibilityFacts {
  return {
    patient: PATIENT,
    conditions: [DIABETES, HYPERTENSION],
    encounters: [visit('2025-10-01', DR_LEE, ['99214'], { id: 'autumn' })],
    coverages: [coverage('121')],
    consents: [],
    episodes: [],
    practice: PRACTICE,
    staff: STAFF,
    on: TODAY,
    otherBiller: [],
    ...more,
  }
}

/** The same patient, asked about by Dr. Lee at noon. */
export function enrollmentFacts(more: Partial<EnrollmentFacts> = {}): EnrollmentFacts {
  const { patient, conditions, encounters, coverages, consents, episodes, practice, staff } = eligibilityFacts()
  return {
    patient,
    conditions,
    encounters,
    coverages,
    consents,
    episodes,
    practice,
    staff,
    caller: { mayAttest: true, person: DR_LEE },
    otherBiller: false,
    now: at('2026-03-05T17:00:00Z'),
    ...more,
  }
}
