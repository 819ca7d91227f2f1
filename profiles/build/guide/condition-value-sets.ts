import type {
  CodeSystem,
  CodeSystemConcept,
  ConceptMap,
  Resource,
  ValueSet,
  ValueSetComposeInclude,
} from '@medplum/fhirtypes'

const IG = 'https://ccm-on-fhir.org/ig'
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm'
const SNOMED = 'http://snomed.info/sct'

/** Id of the value set of all codes of chronic conditions. */
const ALL = 'ccm-chronic-condition-codes'

/**
 * A value set for each chronic condition with its ICD-10-CM and SNOMED CT members, and one of them all: what the guide's
 * maps say, in the form that terminology servers expand. Whether a code counts, is in the maps alone.
 */
export function conditionValueSets(compiled: readonly Resource[]): readonly Resource[] {
  const categories = find<CodeSystem>(compiled, 'CodeSystem', 'ccm-chronic-condition').concept ?? []
  const icd10 = codesByCategory(find<ConceptMap>(compiled, 'ConceptMap', 'chronic-conditions-icd-10-cm'))
  const snomed = codesByCategory(find<ConceptMap>(compiled, 'ConceptMap', 'chronic-conditions-snomed-ct'))
  const sets = flatten(categories).flatMap((concept) => {
    const include = [...icd10Includes(icd10.get(concept.code)), ...snomedInclude(snomed.get(concept.code))]
    return include.length === 0 ? [] : [categorySet(concept, include)]
  })
  return [...sets, unionOf(sets)]
}

function find<T extends Resource>(guide: readonly Resource[], type: T['resourceType'], id: string): T {
  const found = guide.find((resource) => resource.resourceType === type && resource.id === id)
  if (!found) throw new Error(`The guide has no ${type}/${id}.`)
  return found as T
}

function flatten(concepts: readonly CodeSystemConcept[]): readonly CodeSystemConcept[] {
  return concepts.flatMap((concept) => [concept, ...flatten(concept.concept ?? [])])
}

function codesByCategory(map: ConceptMap): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>()
  for (const { code, target } of (map.group ?? []).flatMap((group) => group.element))
    for (const { code: category } of target ?? []) {
      if (code === undefined || category === undefined) continue
      codes.set(category, [...(codes.get(category) ?? []), code])
    }
  return codes
}

/** A code of ICD-10-CM stands for itself and all codes below it. */
function icd10Includes(codes: readonly string[] | undefined): ValueSetComposeInclude[] {
  return (codes ?? []).map((value) => ({ system: ICD10, filter: [{ property: 'concept', op: 'is-a', value }] }))
}

function snomedInclude(codes: readonly string[] | undefined): ValueSetComposeInclude[] {
  return codes ? [{ system: SNOMED, concept: codes.map((code) => ({ code })) }] : []
}

function categorySet({ code, display }: CodeSystemConcept, include: ValueSetComposeInclude[]): ValueSet {
  return {
    ...definition(`ccm-condition-${code}`, `Codes of a chronic condition: ${display ?? code}`),
    description: `ICD-10-CM codes (each with all codes below it) and SNOMED CT codes that the guide takes for the chronic condition ${code} of ccm-chronic-condition. Whether a code counts toward care management, is said by the concept maps.`,
    compose: { include },
  }
}

function unionOf(sets: readonly ValueSet[]): ValueSet {
  return {
    ...definition(ALL, 'Codes of chronic conditions'),
    description: 'All ICD-10-CM and SNOMED CT codes that the guide takes for a chronic condition.',
    compose: { include: sets.map(({ url = '' }) => ({ valueSet: [url] })) },
  }
}

function definition(id: string, title: string): ValueSet {
  const name = id.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase())
  return {
    resourceType: 'ValueSet',
    id,
    url: `${IG}/ValueSet/${id}`,
    version: '0.1.0',
    name,
    title,
    status: 'active',
    experimental: false,
  }
}
