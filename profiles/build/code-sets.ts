import type {
  ChargeItemDefinition,
  CodeSystem,
  CodeSystemConcept,
  Extension,
  Resource,
  ValueSet,
} from '@medplum/fhirtypes'
import { moduleFile, type GeneratedFile, type Generator } from './generated-file.ts'

const STRUCTURE = 'https://ccm-on-fhir.org/ig/StructureDefinition'
const EXCLUSION = 'ccm-exclusion'

/** What the rules of time and billing read: activities, charge codes by period, and what these cannot stand beside. */
export const codeSets: Generator = (guide: readonly Resource[]) => [activities(guide), chargeRules(guide)]

function activities(guide: readonly Resource[]): GeneratedFile {
  const concepts = find<CodeSystem>(guide, 'CodeSystem', 'ccm-activity').concept ?? []
  return moduleFile('server/domain/time/generated/activities.ts', [
    "import type { Activity } from '../activity.ts'",
    '',
    '/** Activities by their code in `[ig]/CodeSystem/ccm-activity`. */',
    'export const ACTIVITIES: Readonly<Record<string, Activity>> = {',
    ...concepts.map(
      ({ code, display, property }) =>
        `  ${literal(code)}: ${literal({ display, countable: property?.[0]?.valueString })},`,
    ),
    '}',
  ])
}

function chargeRules(guide: readonly Resource[]): GeneratedFile {
  const definitions = guide
    .filter((resource) => resource.resourceType === 'ChargeItemDefinition')
    .toSorted((a, b) => order(a).localeCompare(order(b)))
  const exclusions = find<CodeSystem>(guide, 'CodeSystem', EXCLUSION).concept ?? []
  return moduleFile('server/domain/billing/generated/code-sets.ts', [
    "import type { ChargeRule, Exclusion } from '../charge-rule.ts'",
    '',
    '/** Other services, by the concepts of `[ig]/CodeSystem/ccm-exclusion`. */',
    'export const EXCLUSIONS: Readonly<Record<string, Exclusion>> = {',
    ...leaves(exclusions).map((concept) => `  ${literal(concept.code)}: ${exclusionOf(concept, guide)},`),
    '}',
    '',
    '/** Charge codes by code and period, earliest first. */',
    'export const CHARGE_RULES: readonly ChargeRule[] = [',
    ...definitions.map((definition) => `  ${literal(ruleOf(definition, exclusions))},`),
    ']',
  ])
}

function order(definition: ChargeItemDefinition): string {
  return `${definition.url} ${definition.effectivePeriod?.start ?? ''}`
}

const REQUIRED = ['program', 'family', 'basis', 'maxUnits', 'attestation']
const OPTIONAL = ['rank', 'performer', 'threshold', 'increment', 'conditionsAtLeast', 'conditionsAtMost', 'qmb']

function ruleOf(definition: ChargeItemDefinition, exclusions: readonly CodeSystemConcept[]) {
  const rule = definition.extension?.find((extension) => extension.url === `${STRUCTURE}/ccm-rule`)?.extension ?? []
  const { code, system } = definition.code?.coding?.[0] ?? {}
  return {
    code,
    system,
    title: definition.title,
    definition: `${definition.url}|${definition.version ?? ''}`,
    from: definition.effectivePeriod?.start,
    to: definition.effectivePeriod?.end,
    ...Object.fromEntries(REQUIRED.map((name) => [name, valuesOf(rule, name)[0]])),
    addOnTo: valuesOf(rule, 'addOnTo'),
    ...OPTIONAL.reduce((found, name) => ({ ...found, ...present(name, valuesOf(rule, name)[0]) }), {}),
    ...present('complexity', nonEmpty(valuesOf(rule, 'complexity'))),
    ...present('price', priceOf(definition)),
    exclusions: valuesOf(rule, 'exclusion').flatMap((name) => namesWithin(exclusions, String(name))),
    sources: valuesOf(rule, 'source'),
  }
}

/** National amounts in cents, by fee schedule. */
function priceOf(definition: ChargeItemDefinition): { standard: number; qualifyingApm?: number } | undefined {
  const components = definition.propertyGroup?.[0]?.priceComponent ?? []
  const cents = (schedule: string): number | undefined => {
    const found = components.find((component) => component.code?.coding?.[0]?.code === schedule)
    return found?.amount?.value === undefined ? undefined : Math.round(found.amount.value * 100)
  }
  const standard = cents('standard')
  return standard === undefined ? undefined : { standard, ...present('qualifyingApm', cents('qualifying-apm')) }
}

function valuesOf(rule: readonly Extension[], name: string): (string | number | boolean)[] {
  return rule
    .filter((part) => part.url === name)
    .flatMap((part) => part.valueCode ?? part.valueString ?? part.valuePositiveInt ?? part.valueBoolean ?? [])
}

/** An exclusion by its code; all that a group holds where the code is a group's. */
function namesWithin(concepts: readonly CodeSystemConcept[], code: string): string[] {
  const named = concepts.find((concept) => concept.code === code)
  if (!named) throw new Error(`No exclusion is called ${code}.`)
  return leaves([named]).map((concept) => concept.code)
}

function leaves(concepts: readonly CodeSystemConcept[]): CodeSystemConcept[] {
  return concepts.flatMap((concept) => (concept.concept?.length ? leaves(concept.concept) : [concept]))
}

function exclusionOf(concept: CodeSystemConcept, guide: readonly Resource[]): string {
  const property = (code: string): string => {
    const found = concept.property?.find((candidate) => candidate.code === code)
    return found?.valueString ?? ''
  }
  const fields = ['practitioner', 'within', 'effect', 'rule'].map((name) => `${name}: ${literal(property(name))}`)
  const services = `services: new Set(${literal(codesOf(guide, property('services')))})`
  return `{ ${[services, ...fields, `reason: ${literal(concept.definition)}`].join(', ')} }`
}

function codesOf(guide: readonly Resource[], id: string): (string | undefined)[] {
  const includes = find<ValueSet>(guide, 'ValueSet', id).compose?.include ?? []
  return includes.flatMap((include) => include.concept ?? []).map((concept) => concept.code)
}

function find<T extends Resource>(guide: readonly Resource[], type: T['resourceType'], id: string): T {
  const found = guide.find((resource) => resource.resourceType === type && resource.id === id)
  if (!found) throw new Error(`The guide has no ${type}/${id}.`)
  return found as T
}

function nonEmpty<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length > 0 ? values : undefined
}

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}

function literal(value: unknown): string {
  return JSON.stringify(value)
}
