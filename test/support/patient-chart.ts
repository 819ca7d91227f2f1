import type {
  CarePlan,
  Claim,
  Condition,
  Consent,
  Coverage,
  Encounter,
  EpisodeOfCare,
  Extension,
  Observation,
  Patient,
  Practitioner,
  PractitionerRole,
} from '@medplum/fhirtypes'
import { startOfDay } from '#domain/calendar.ts'
import type { Program } from '#domain/enrollment/program.ts'
import { codeSystem, structureDefinition, SYSTEM } from '#domain/fhir/canonicals.ts'
import { practiceOf, type BillingPolicy, type Practice, type PracticeOptions } from '#domain/practice/practice.ts'
import { staffDirectoryOf, type StaffRole } from '#domain/staff/staff-directory.ts'

/** The practice of all these charts keeps New York's clock. */
export const NEW_YORK = 'America/New_York'

/** The instant of a local clock time in New York, `2025-03-05 10:00`; hours are hours since midnight. */
export function at(local: string): number {
  const [day = '', time = '00:00'] = local.split(' ')
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return startOfDay(day, NEW_YORK) + ((hours * 60 + minutes) * 60 + seconds) * 1000
}

/** The same as FHIR writes it. */
export function instant(local: string): string {
  return new Date(at(local)).toISOString()
}

/** An extension of ours. */
export const extension = (name: string, value: Omit<Extension, 'url'>): Extension => ({
  url: structureDefinition(name),
  ...value,
})

/** People of the practice: `Practitioner/doc` bills, the others do what their role says; `stranger` has none. */
const PEOPLE: Readonly<Record<string, StaffRole | undefined>> = {
  doc: 'billing-practitioner',
  colleague: 'billing-practitioner',
  nurse: 'clinical-staff',
  nurse2: 'clinical-staff',
  receptionist: 'non-clinical',
  bot: 'automation',
  stranger: undefined,
}

/** NPI of `Practitioner/doc`. */
export const DOC_NPI = '1234567893'

const NPIS: Readonly<Record<string, string>> = { doc: DOC_NPI, colleague: '1245319599' }

const practitioners = Object.keys(PEOPLE).map((id): Practitioner => {
  const npi = NPIS[id]
  return {
    resourceType: 'Practitioner',
    id,
    name: [{ family: id }],
    ...(npi && { identifier: [{ system: SYSTEM.npi, value: npi }] }),
  }
})

const roles = Object.entries(PEOPLE).flatMap(([id, role]): PractitionerRole[] =>
  role === undefined
    ? []
    : [
        {
          resourceType: 'PractitionerRole',
          id: `${id}-role`,
          practitioner: { reference: `Practitioner/${id}` },
          code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: role }] }],
        },
      ],
)

/** The practice's people. */
export const STAFF = staffDirectoryOf(practitioners, roles)

/** A practice in New York with options of its own. */
export function practice(options: Partial<PracticeOptions> = {}, policy: BillingPolicy = 'specific'): Practice {
  const plain = practiceOf({
    resourceType: 'Organization',
    id: 'practice',
    name: 'Practice',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: NEW_YORK }],
  })
  return { ...plain, policy, options: { ...plain.options, ...options } }
}

export const PATIENT: Patient = {
  resourceType: 'Patient',
  id: 'p',
  identifier: [{ system: SYSTEM.mbi, value: '1EG4TE5MK73' }],
}

/** A condition of the problem list by ICD-10-CM. */
export function condition(id: string, code: string): Condition {
  return {
    resourceType: 'Condition',
    id,
    subject: { reference: 'Patient/p' },
    clinicalStatus: { coding: [{ system: SYSTEM.conditionClinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: SYSTEM.conditionVerification, code: 'confirmed' }] },
    code: { coding: [{ system: SYSTEM.icd10cm, code }] },
  }
}

/** An enrollment with its billing practitioner's attestation. */
export function enrollment(
  over: Partial<EpisodeOfCare> & { program?: Program; by?: string; start?: string; end?: string } = {},
): EpisodeOfCare {
  const { program = 'ccm', by = 'doc', start = '2024-12-01', end, ...rest } = over
  return {
    resourceType: 'EpisodeOfCare',
    id: program,
    status: end === undefined ? 'active' : 'finished',
    type: [{ coding: [{ system: codeSystem('ccm-program'), code: program }] }],
    patient: { reference: 'Patient/p' },
    period: { start, ...(end !== undefined && { end }) },
    diagnosis: [{ condition: { reference: 'Condition/c1' } }, { condition: { reference: 'Condition/c2' } }],
    extension: [
      extension('ccm-billing-practitioner', { valueReference: { reference: `Practitioner/${by}` } }),
      extension('ccm-attestation', {
        extension: [
          { url: 'duration', valueBoolean: true },
          { url: 'risk', valueBoolean: true },
          { url: 'by', valueReference: { reference: `Practitioner/${by}` } },
        ],
      }),
    ],
    ...rest,
  }
}

const STATEMENTS = ['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop']

/** A consent to which everything was explained; `withdrawn` is an instant. */
export function consent(
  over: Partial<Consent> & { given?: string; withdrawn?: string; program?: Program } = {},
): Consent {
  const { given = '2024-12-01', withdrawn, program, ...rest } = over
  return {
    resourceType: 'Consent',
    id: 'consent',
    meta: { versionId: '3' },
    status: withdrawn === undefined ? 'active' : 'inactive',
    scope: { coding: [{ code: 'treatment' }] },
    category: program ? [{ coding: [{ system: codeSystem('ccm-program'), code: program }] }] : [{ text: 'consent' }],
    patient: { reference: 'Patient/p' },
    dateTime: given,
    extension: [
      extension('ccm-consent-method', { valueCode: 'verbal' }),
      ...STATEMENTS.map((valueCode) => extension('ccm-consent-statement', { valueCode })),
      ...(withdrawn === undefined ? [] : [extension('ccm-consent-withdrawn', { valueDateTime: withdrawn })]),
    ],
    ...rest,
  }
}

/** Medicare Part B, unless another code of the Source of Payment Typology is given. */
export function coverage(code = '121', over: Partial<Coverage> & { qmb?: boolean } = {}): Coverage {
  const { qmb, ...rest } = over
  return {
    resourceType: 'Coverage',
    id: `coverage-${code}`,
    status: 'active',
    beneficiary: { reference: 'Patient/p' },
    payor: [{ display: 'Payer' }],
    type: { coding: [{ system: SYSTEM.sourceOfPayment, code }] },
    ...(qmb !== undefined && { extension: [extension('ccm-qmb', { valueBoolean: qmb })] }),
    ...rest,
  }
}

/** A visit with the billing practitioner. */
export function visit(id: string, day: string, code = '99214', over: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { code: 'AMB' },
    type: [{ coding: [{ system: SYSTEM.cpt, code }] }],
    period: { start: instant(`${day} 09:00`), end: instant(`${day} 09:30`) },
    participant: [{ individual: { reference: 'Practitioner/doc' } }],
    ...over,
  }
}

/** A stay in hospital, or with hospice care by its type. */
export function stay(id: string, start: string, end?: string, over: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status: end === undefined ? 'in-progress' : 'finished',
    class: { code: 'IMP' },
    period: { start, ...(end !== undefined && { end }) },
    ...over,
  }
}

/** A hospice election. */
export function hospice(start: string, end?: string): EpisodeOfCare {
  return {
    resourceType: 'EpisodeOfCare',
    id: 'hospice',
    status: 'active',
    type: [{ coding: [{ system: SYSTEM.snomed, code: '385763009' }] }],
    patient: { reference: 'Patient/p' },
    period: { start, ...(end !== undefined && { end }) },
  }
}

/** Medical decision making of a level by the billing practitioner. */
export function mdm(level: string, day: string, over: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id: `mdm-${level}`,
    meta: { versionId: '1' },
    status: 'final',
    code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: day,
    performer: [{ reference: 'Practitioner/doc' }],
    valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: level }] },
    ...over,
  }
}

/** A care plan of the programme, in force since before. */
export function carePlan(over: Partial<CarePlan> = {}): CarePlan {
  return {
    resourceType: 'CarePlan',
    id: 'plan',
    meta: { versionId: '2', lastUpdated: '2024-12-02T15:00:00Z', profile: [structureDefinition('ccm-care-plan')] },
    status: 'active',
    intent: 'plan',
    subject: { reference: 'Patient/p' },
    period: { start: '2024-12-02' },
    ...over,
  }
}

/** What somebody billed on a day. */
export function claim(code: string, day: string, over: Partial<Claim> = {}): Claim {
  return {
    resourceType: 'Claim',
    id: `claim-${code}`,
    status: 'active',
    type: { text: 'professional' },
    use: 'claim',
    patient: { reference: 'Patient/p' },
    created: day,
    provider: { reference: 'Practitioner/doc' },
    priority: { text: 'normal' },
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/coverage-121' } }],
    item: [
      {
        sequence: 1,
        productOrService: { coding: [{ system: code.startsWith('G') ? SYSTEM.hcpcs : SYSTEM.cpt, code }] },
        servicedDate: day,
      },
    ],
    ...over,
  }
}
