import type { CodeSystem, CodeSystemConcept, Resource, ValueSet } from '@medplum/fhirtypes'
import { moduleFile, type GeneratedFile } from './generated-file.ts'

const FILE = 'server/domain/terminology/generated/care-plan-codes.ts'

/** Code systems whose names, English and Spanish, the care plan's texts and the app use: constant and code system id. */
const SYSTEMS = {
  INTERVENTIONS: 'ccm-intervention',
  RESPONSIBLE_ROLES: 'ccm-responsible-role',
  ASSESSMENTS: 'ccm-assessment',
  CARE_PLAN_ACTIVITIES: 'ccm-care-plan-activity',
  ACTIVITY_NAMES: 'ccm-activity',
} as const

/** Assessments, each with the value set of the codes that show it in a record. */
const ASSESSMENT_SETS = {
  cognitive: 'ccm-cognitive-assessment',
  functional: 'ccm-functional-assessment',
  psychosocial: 'ccm-psychosocial-assessment',
  environmental: 'ccm-environmental-assessment',
  caregiver: 'ccm-caregiver-assessment',
} as const

/** Value sets of codes by which a record answers: constant and value set id. */
const CHART_SETS = {
  CURRENT_SMOKER: 'ccm-current-smoker',
  NO_KNOWN_ALLERGY: 'ccm-no-known-allergy',
  MEDICATION_LIST: 'ccm-medication-list',
} as const

/** What the care plan's rules know of the guide: its elements, kinds of intervention, roles, assessments. */
export function carePlanCodes(guide: readonly Resource[]): readonly GeneratedFile[] {
  const names = Object.entries(SYSTEMS).flatMap(([constant, id]) => namesOf(constant, codeSystem(guide, id)))
  const goals = goalKinds(codeSystem(guide, 'ccm-goal-kind'))
  return [
    moduleFile(FILE, [
      ...elements(codeSystem(guide, 'ccm-care-plan-element')),
      ...names,
      ...goals,
      ...sets(guide),
      ...chartSets(guide),
    ]),
  ]
}

function elements(system: CodeSystem): string[] {
  const rows = (system.concept ?? []).map((concept) => {
    const required = concept.property?.some((property) => property.code === 'required' && property.valueBoolean)
    const { es } = translations(concept)
    return `  ${literal(concept.code)}: ${literal({ display: concept.display, es, required: required === true })},`
  })
  return [
    '',
    `/** ${url(system)}, in the order of the plan. */`,
    'export const CARE_PLAN_ELEMENTS = {',
    ...rows,
    '} as const',
  ]
}

function goalKinds(system: CodeSystem): string[] {
  const rows = (system.concept ?? []).map((concept) => {
    const instead = (concept.property ?? []).flatMap(({ code, valueCode }) => (code === 'insteadOf' ? [valueCode] : []))
    return `  ${literal(concept.code)}: ${literal({ display: concept.display, insteadOf: instead })},`
  })
  return [
    '',
    `/** ${url(system)}, each with the kinds that it contradicts and stands instead of. */`,
    'export const GOAL_KINDS: Readonly<',
    '  Record<string, { readonly display: string; readonly insteadOf: readonly string[] }>',
    '> = {',
    ...rows,
    '}',
  ]
}

function namesOf(constant: string, system: CodeSystem): string[] {
  const rows = (system.concept ?? []).map((concept) => `  ${literal(concept.code)}: ${literal(translations(concept))},`)
  return ['', `/** ${url(system)}. */`, `export const ${constant} = {`, ...rows, '} as const']
}

function translations(concept: CodeSystemConcept): { en: string; es: string } {
  const english = concept.display ?? concept.code
  const spanish = concept.designation?.find((designation) => designation.language === 'es')?.value
  return { en: english, es: spanish ?? english }
}

function sets(guide: readonly Resource[]): string[] {
  const rows = Object.entries(ASSESSMENT_SETS).map(([assessment, id]) => {
    return `  ${literal(assessment)}: new Set(${literal(members(guide, id))}),`
  })
  return [
    '',
    '/** `system|code` of what shows each assessment in a record. */',
    'export const ASSESSMENT_CODES: Readonly<Record<keyof typeof ASSESSMENTS, ReadonlySet<string>>> = {',
    ...rows,
    '}',
  ]
}

function chartSets(guide: readonly Resource[]): string[] {
  return Object.entries(CHART_SETS).flatMap(([constant, id]) => [
    '',
    `/** \`system|code\` of \`[ig]/ValueSet/${id}\`. */`,
    `export const ${constant}: ReadonlySet<string> = new Set(${literal(members(guide, id))})`,
  ])
}

/** `system|code` of what a value set enumerates. */
function members(guide: readonly Resource[], id: string): string[] {
  const set = find<ValueSet>(guide, 'ValueSet', id)
  return (set.compose?.include ?? []).flatMap((include) =>
    (include.concept ?? []).map((concept) => `${include.system ?? ''}|${concept.code}`),
  )
}

function codeSystem(guide: readonly Resource[], id: string): CodeSystem {
  return find<CodeSystem>(guide, 'CodeSystem', id)
}

function find<T extends Resource>(guide: readonly Resource[], type: T['resourceType'], id: string): T {
  const found = guide.find((resource) => resource.resourceType === type && resource.id === id)
  if (!found) throw new Error(`The guide has no ${type}/${id}.`)
  return found as T
}

function url(system: CodeSystem): string {
  return `\`[ig]/CodeSystem/${system.id ?? ''}\``
}

function literal(value: unknown): string {
  return JSON.stringify(value)
}
