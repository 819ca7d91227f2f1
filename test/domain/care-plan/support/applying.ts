import type {
  CarePlan,
  CareTeam,
  Condition,
  MedicationRequest,
  Observation,
  Patient,
  Resource,
} from '@medplum/fhirtypes'
import { carePlanTemplates } from '../../../../server/definitions/care-plan-templates.ts'
import { applySuggestions, type AppliedPlan } from '../../../../server/domain/care-plan/apply/apply-suggestions.ts'
import { responsibleIn } from '../../../../server/domain/care-plan/apply/responsible-people.ts'
import { suggest } from '../../../../server/domain/care-plan/apply/suggest.ts'
import type { Suggestions } from '../../../../server/domain/care-plan/apply/suggestion.ts'
import { conditionsFor, type Template } from '../../../../server/domain/care-plan/apply/template.ts'
import { careRecordOf } from '../../../../server/domain/care-plan/care-record.ts'
import { PLAN_CATEGORIES } from '../../../../server/domain/care-plan/plan-categories.ts'
import { recognizeConditions } from '../../../../server/domain/eligibility/chronic-conditions.ts'
import { codeSystem, structureDefinition, SYSTEM } from '../../../../server/domain/fhir/canonicals.ts'
import { referenceTo } from '../../../../server/domain/fhir/references.ts'
import { createEvaluate } from '../../../../server/fhir/evaluate-expression.ts'
import { at, condition, PATIENT, TODAY, ZONE } from '../../support/chart.ts'
import { DR_LEE, NURSE } from '../../support/practice.ts'

/** All templates of the guide, by the end of their id: `diabetes`. */
export const TEMPLATE_NAMES = [...carePlanTemplates().plans.keys()].map((id) => id.replace('ccm-plan-', ''))

/** A template of the guide. */
export function template(name: string): Template {
  const { plans, activities } = carePlanTemplates()
  const plan = plans.get(`ccm-plan-${name}`)
  if (!plan) throw new Error(`There is no template ${name}.`)
  return { plan, activities }
}

/** One condition for each template, by the template's name: ICD-10-CM. */
const CODES: Readonly<Record<string, string>> = {
  asthma: 'J45.40',
  'atrial-fibrillation': 'I48.20',
  'cancer-survivorship': 'C50.911',
  'chronic-kidney-disease': 'N18.31',
  copd: 'J44.9',
  dementia: 'F03.90',
  depression: 'F33.1',
  diabetes: 'E11.9',
  'heart-failure': 'I50.22',
  hyperlipidemia: 'E78.5',
  hypertension: 'I10',
  'ischemic-heart-disease': 'I25.10',
  obesity: 'E66.9',
  osteoarthritis: 'M17.11',
  osteoporosis: 'M81.0',
  stroke: 'I69.351',
}

/** The condition that a template is for, `Condition/diabetes`. */
export function conditionOf(name: string): Condition {
  return condition({ icd10: CODES[name] ?? '' }, { id: name })
}

/** A measured value of the test patient, by LOINC code. */
export function measured(code: string, value: number, unit: string, day = '2026-02-10'): Observation {
  return {
    resourceType: 'Observation',
    id: `observation-${code}-${day}`,
    status: 'final',
    code: { coding: [{ system: SYSTEM.loinc, code }] },
    subject: { reference: 'Patient/ada' },
    effectiveDateTime: `${day}T15:00:00Z`,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  }
}

/** A medicine that the test patient takes. */
export function takes(name: string): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: name,
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/ada' },
    medicationCodeableConcept: { text: name },
  }
}

/** A blood pressure as charts have it: a panel with two components. */
const PRESSURE: Observation = {
  resourceType: 'Observation',
  id: 'pressure',
  status: 'final',
  code: { coding: [{ system: SYSTEM.loinc, code: '85354-9' }] },
  subject: { reference: 'Patient/ada' },
  effectiveDateTime: '2026-02-20T15:00:00Z',
  component: [
    { code: { coding: [{ system: SYSTEM.loinc, code: '8480-6' }] }, valueQuantity: { value: 151, unit: 'mmHg' } },
    { code: { coding: [{ system: SYSTEM.loinc, code: '8462-4' }] }, valueQuantity: { value: 88, unit: 'mmHg' } },
  ],
}

/** Everything that the guide's templates measure. */
export const MEASURES: readonly Observation[] = [
  PRESSURE,
  measured('4548-4', 8.4, '%'),
  measured('18262-6', 131, 'mg/dL'),
  measured('14959-1', 90, 'mg/g'),
  measured('98979-8', 50, 'mL/min/{1.73_m2}'),
  measured('29463-7', 90, 'kg'),
  measured('59408-5', 93, '%'),
  measured('8867-4', 88, '/min'),
  measured('34714-6', 2.4, '{INR}'),
  measured('82668-5', 17, '{score}'),
  measured('44261-6', 14, '{score}'),
  measured('72514-3', 5, '{score}'),
  measured('59460-6', 45, '{score}'),
  measured('62292-8', 22, 'ng/mL'),
  measured('89555-7', 1, 'd/wk'),
]

export const SMOKER: Observation = {
  resourceType: 'Observation',
  id: 'smoking',
  status: 'final',
  code: { coding: [{ system: SYSTEM.loinc, code: '72166-2' }] },
  subject: { reference: 'Patient/ada' },
  effectiveDateTime: '2026-02-01T15:00:00Z',
  valueCodeableConcept: { coding: [{ system: SYSTEM.snomed, code: '449868002' }] },
}

/** Born in 1950: 75 on the day of these tests. */
export const ADA: Patient = { ...PATIENT, birthDate: '1950-07-01' }

/** Dr. Lee bills, the nurse manages the care. */
export const TEAM: CareTeam = {
  resourceType: 'CareTeam',
  id: 'team',
  status: 'active',
  subject: { reference: 'Patient/ada' },
  participant: [
    {
      role: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: 'billing-practitioner' }] }],
      member: { reference: DR_LEE },
    },
    { role: [{ coding: [{ system: SYSTEM.snomed, code: '768820003' }] }], member: { reference: NURSE } },
  ],
}

/** A draft as an enrollment leaves it. */
export const DRAFT: CarePlan = {
  resourceType: 'CarePlan',
  id: 'plan',
  meta: { profile: [structureDefinition('ccm-care-plan')] },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Draft</p></div>' },
  status: 'draft',
  intent: 'plan',
  category: [...PLAN_CATEGORIES],
  subject: { reference: 'Patient/ada' },
  careTeam: [{ reference: 'CareTeam/team' }],
}

/** What applying is tried with: everything but the templates has a default. */
interface Applying {
  readonly templates: readonly Template[]
  readonly chart?: readonly Resource[]
  readonly patient?: Patient
  readonly plan?: CarePlan
  /** Resources of the plan as they are on file now, and which suggestions nobody has touched. */
  readonly onFile?: readonly Resource[]
  readonly untouched?: (reference: string) => boolean
  readonly deleted?: readonly string[]
  readonly today?: string
}

/** What templates propose. @throws Error where they cannot be applied */
export function suggestions({ templates, chart = [], patient = ADA, today = TODAY }: Applying): Suggestions {
  const found = suggest(
    templates,
    {
      birthDate: patient.birthDate,
      conditions: recognized(chart, today),
      record: careRecordOf([patient, ...chart]),
      today,
    },
    createEvaluate(),
  )
  if (found.kind === 'unusable') throw new Error(found.faults.join('\n'))
  return found
}

/** The plan with what templates propose. */
export function apply(applying: Applying): AppliedPlan {
  const { templates, chart = [], plan = DRAFT, onFile = [], deleted = [], today = TODAY } = applying
  const untouched = applying.untouched ?? (() => true)
  const stored = new Map(onFile.map((resource) => [referenceTo(resource), resource]))
  return applySuggestions(
    suggestions(applying),
    {
      plan,
      items: onFile,
      find: (reference) => {
        if (deleted.includes(reference)) return { asSuggested: false }
        const resource = stored.get(reference)
        return resource && { resource, asSuggested: untouched(reference) }
      },
    },
    {
      goal: ({ key }) => `goal-${key.replaceAll(/[^a-z0-9-]/gi, '-')}`,
      activity: ({ key }) => key.slice(key.lastIndexOf('/') + 1),
    },
    {
      context: {
        plan: 'CarePlan/plan',
        patient: { reference: 'Patient/ada' },
        today,
        now: new Date(at(`${today}T15:00:00Z`)).toISOString(),
        timeZone: ZONE,
        author: { reference: DR_LEE },
        observations: chart.filter((resource): resource is Observation => resource.resourceType === 'Observation'),
        responsible: responsibleIn([TEAM]),
      },
      templates: templates.map((one) => one.plan),
      addresses: templates
        .flatMap((one) => conditionsFor(one.plan, recognized(chart, today)))
        .map(({ reference }) => ({ reference })),
    },
  )
}

function recognized(chart: readonly Resource[], today: string) {
  const conditions = chart.filter((resource): resource is Condition => resource.resourceType === 'Condition')
  return recognizeConditions(conditions, today, ZONE)
}
