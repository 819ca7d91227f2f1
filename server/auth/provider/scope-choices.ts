import { parseScope, printScope, type Scope } from '../scopes.ts'
import { isFixedScope } from './smart-scopes.ts'

/** A scope that somebody may leave out. */
export interface ScopeChoice {
  readonly scope: string
  /** Narrower scopes that may be allowed instead of the whole. */
  readonly parts: readonly string[]
}

/** What somebody who lets an app in is asked. */
export interface ScopeChoices {
  /** Without these there is no launch and no sign-in. */
  readonly required: readonly string[]
  readonly choices: readonly ScopeChoice[]
}

const REQUIRED: ReadonlySet<string> = new Set(['openid', 'launch', 'launch/patient', 'launch/encounter'])

const CONDITION = 'http://terminology.hl7.org/CodeSystem/condition-category'
const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category'
const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem'

/**
 * The categories that can be allowed alone. Those of ONC's clarification of 45 CFR 170.315(g)(10), by the codes of US Core
 * 7.0.0 ("clinical test" is `procedure` there), and what else an examination finds.
 */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  Condition: [
    `${CONDITION}|encounter-diagnosis`,
    `${CONDITION}|problem-list-item`,
    `${US_CORE}/condition-category|health-concern`,
  ],
  Observation: [
    ...['procedure', 'laboratory', 'social-history', 'survey', 'vital-signs', 'exam', 'imaging'].map(
      (code) => `${OBSERVATION}|${code}`,
    ),
    `${US_CORE}/us-core-category|sdoh`,
  ],
}

/** The types that can be allowed alone where an app asks for all: US Core's, and the programme's. */
const TYPES = [
  'Patient',
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Claim',
  'Communication',
  'Condition',
  'Consent',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Goal',
  'Immunization',
  'Location',
  'MedicationDispense',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Practitioner',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Specimen',
  'Task',
] as const

/** What of these scopes is a matter of choice. @param scopes those that could be granted */
export function scopeChoices(scopes: readonly string[]): ScopeChoices {
  const free = scopes.filter((scope) => !REQUIRED.has(scope))
  // Records first, then who somebody is and for how long.
  const ordered = [...free.filter((scope) => !isFixedScope(scope)), ...free.filter(isFixedScope)]
  return {
    required: scopes.filter((scope) => REQUIRED.has(scope)),
    choices: ordered.map((scope) => ({ scope, parts: partsOf(scope) })),
  }
}

function partsOf(text: string): readonly string[] {
  const scope = parseScope(text)
  if (!scope || scope.constraints.length > 0) return []
  const parts =
    scope.type === '*'
      ? TYPES.flatMap((type) => [{ ...scope, type }, ...byCategory({ ...scope, type })])
      : byCategory(scope)
  return parts.map(printScope)
}

function byCategory(scope: Scope): readonly Scope[] {
  return (CATEGORIES[scope.type] ?? []).map((category) => ({ ...scope, constraints: [['category', category]] }))
}

/**
 * The scopes that were chosen: of each choice the parts that were picked, else the whole where that was. What was picked and
 * is none of the choices counts for nothing.
 */
export function chosenScopes({ required, choices }: ScopeChoices, picked: readonly string[]): readonly string[] {
  const wanted = new Set(picked)
  const chosen = choices.flatMap(({ scope, parts }) => {
    const some = parts.filter((part) => wanted.has(part))
    if (some.length > 0) return some
    return wanted.has(scope) ? [scope] : []
  })
  return [...required, ...new Set(chosen)]
}
