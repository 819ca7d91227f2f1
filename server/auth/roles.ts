import type { Role } from '#ports/caller.ts'
import type { Permission } from './scopes.ts'

/** In demo mode the administrator may do everything; in production clinical writes need a second role. */
export type Mode = 'demo' | 'production'

/** Types that only the programme's own parts write, or that are the guide's. */
const NOBODY = ['AuditEvent']

/** The practice itself: who belongs to it, where it is, what it is connected to. */
const PRACTICE = [
  'Endpoint',
  'Group',
  'HealthcareService',
  'Location',
  'Organization',
  'OrganizationAffiliation',
  'Practitioner',
  'PractitionerRole',
  'Subscription',
]

/** Money. Coverage is among them, and the chart's too: whoever sees the card may record it. */
const BILLING = [
  'Account',
  'Claim',
  'ClaimResponse',
  'Coverage',
  'CoverageEligibilityRequest',
  'CoverageEligibilityResponse',
  'ExplanationOfBenefit',
  'InsurancePlan',
  'Invoice',
  'PaymentNotice',
  'PaymentReconciliation',
]

/** What clinicians may not write: the practice, claims and their answers, the trail, definitions of FHIR itself. */
const NOT_CLINICAL = [
  ...NOBODY,
  ...PRACTICE,
  ...BILLING.filter((type) => type !== 'Coverage'),
  'CapabilityStatement',
  'CompartmentDefinition',
  'GraphDefinition',
  'ImplementationGuide',
  'OperationDefinition',
  'SearchParameter',
  'StructureDefinition',
  'StructureMap',
]

/** What a payer may see of its members. */
const PAYER = ['CarePlan', 'CareTeam', 'Condition', 'Coverage', 'Goal', 'Patient']

/** What is of no patient's record: the trail, connections, lists of people, payments for many at once. */
const NOT_PATIENTS = [...NOBODY, 'Endpoint', 'Group', 'PaymentNotice', 'PaymentReconciliation', 'Subscription']

/**
 * What things mean: profiles, terminology, templates, the rule of each code, the guide's among them. They say nothing of any
 * patient, and records cannot be understood without: every role reads them.
 */
export const DEFINITIONS: readonly string[] = [
  'ActivityDefinition',
  'CapabilityStatement',
  'ChargeItemDefinition',
  'CodeSystem',
  'ConceptMap',
  'ImplementationGuide',
  'OperationDefinition',
  'PlanDefinition',
  'Questionnaire',
  'SearchParameter',
  'StructureDefinition',
  'ValueSet',
]

/** One line of the table: these permissions on these types. */
interface RoleGrant {
  readonly permissions: string
  readonly types: 'all' | readonly string[] | { readonly allBut: readonly string[] }
}

const READ_ALL: RoleGrant = { permissions: 'rs', types: { allBut: ['AuditEvent'] } }
const CHART: RoleGrant = { permissions: 'cud', types: { allBut: NOT_CLINICAL } }

/**
 * Role × permission × resource type (DESIGN section 7). What no line grants is refused. That an engine's resources are
 * not written plainly, that time is one's own, that complexity is a billing practitioner's are the programme's rules
 * (`GovernWrites`), not this table's.
 */
const ROLE_GRANTS: Readonly<Record<Role, readonly RoleGrant[]>> = {
  administrator: [{ permissions: 'cruds', types: 'all' }],
  'billing-practitioner': [READ_ALL, CHART],
  'clinical-staff': [READ_ALL, CHART],
  biller: [
    READ_ALL,
    { permissions: 'cud', types: BILLING },
    { permissions: 'u', types: ['Task'] },
    {
      permissions: 'c',
      types: ['Provenance'],
    },
  ],
  auditor: [{ permissions: 'rs', types: 'all' }],
  payer: [{ permissions: 'rs', types: [...PAYER, ...DEFINITIONS] }],
  patient: [{ permissions: 'rs', types: { allBut: NOT_PATIENTS } }],
}

/** The administrator's lines in production: the practice, its connections, reading everything with the trail. */
const PRODUCTION_ADMINISTRATOR: readonly RoleGrant[] = [
  { permissions: 'rs', types: 'all' },
  { permissions: 'cud', types: PRACTICE },
]

/**
 * Who may call the operations that change something or show more than their resources. An operation that changes
 * something and is not listed cannot be registered; one that only reads and is not listed needs read permissions alone.
 */
export const OPERATION_ROLES: Readonly<Record<string, readonly Role[]>> = {
  'ccm-enroll': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-enroll-draft': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-keep-enroll-draft': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-end': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-beat': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-stop-timer': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-close-month': ['administrator', 'biller'],
  'ccm-reopen-month': ['administrator', 'biller'],
  'ccm-audit': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  'ccm-copy': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor', 'patient'],
  'ccm-hand-over': ['administrator', 'billing-practitioner', 'clinical-staff'],
  'ccm-month': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  'ccm-simulate': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  'ccm-panel': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  'ccm-report': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  'ccm-eligibility': ['administrator', 'billing-practitioner', 'clinical-staff', 'biller', 'auditor'],
  apply: ['administrator', 'billing-practitioner', 'clinical-staff'],
  export: ['administrator', 'biller', 'auditor', 'payer'],
}

/** Operations that a production administrator leaves to a second role: they write clinical or financial facts. */
const NOT_THE_PRODUCTION_ADMINISTRATOR = [
  'ccm-enroll',
  'ccm-enroll-draft',
  'ccm-keep-enroll-draft',
  'ccm-end',
  'ccm-beat',
  'ccm-stop-timer',
  'ccm-close-month',
  'ccm-reopen-month',
  'ccm-hand-over',
  'apply',
]

/** What a role may do. */
export interface RolePolicy {
  may(role: Role, permission: Permission, type: string): boolean
  mayCall(role: Role, operation: string): boolean
}

/** The table for a mode, looked up once for each role, permission and type. */
export function createRolePolicy(mode: Mode): RolePolicy {
  const verdicts = new Map<string, boolean>()
  return {
    may(role, permission, type) {
      const key = `${role} ${permission} ${type}`
      let verdict = verdicts.get(key)
      if (verdict === undefined) {
        verdict = grantsOf(role, mode).some((grant) => grant.permissions.includes(permission) && includes(grant, type))
        if (verdicts.size < 10_000) verdicts.set(key, verdict)
      }
      return verdict
    },
    mayCall(role, operation) {
      if (mode === 'production' && role === 'administrator' && NOT_THE_PRODUCTION_ADMINISTRATOR.includes(operation))
        return false
      return OPERATION_ROLES[operation]?.includes(role) ?? true
    },
  }
}

/** The lines of the table that hold for a role. */
function grantsOf(role: Role, mode: Mode): readonly RoleGrant[] {
  return role === 'administrator' && mode === 'production' ? PRODUCTION_ADMINISTRATOR : ROLE_GRANTS[role]
}

function includes({ types }: RoleGrant, type: string): boolean {
  if (types === 'all') return true
  return 'allBut' in types ? !types.allBut.includes(type) : types.includes(type)
}
