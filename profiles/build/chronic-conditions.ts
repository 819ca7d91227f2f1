import type {
  CodeSystem,
  CodeSystemConcept,
  ConceptMap,
  ConceptMapGroupElement,
  ConceptMapGroupElementTarget,
  Resource,
  ValueSet,
} from '@medplum/fhirtypes'
import { moduleFile, type GeneratedFile } from './generated-file.ts'

const FOLDER = 'server/domain/terminology/generated'
const IG = 'https://ccm-on-fhir.org/ig'
const STANDING = `${IG}/CodeSystem/ccm-standing`
const PRODUCT = {
  standing: STANDING,
  afterFourWeeks: `${STANDING}#after-four-weeks`,
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  esrd: `${IG}/CodeSystem/ccm-rule#esrd`,
} as const

/** What the rules know of chronic conditions and visits, from the guide's maps and value sets. */
export function chronicConditions(guide: readonly Resource[]): readonly GeneratedFile[] {
  const categories = find<CodeSystem>(guide, 'CodeSystem', 'ccm-chronic-condition')
  const icd10 = find<ConceptMap>(guide, 'ConceptMap', 'chronic-conditions-icd-10-cm')
  const snomed = find<ConceptMap>(guide, 'ConceptMap', 'chronic-conditions-snomed-ct')
  return [
    moduleFile(`${FOLDER}/chronic-conditions.ts`, [
      "import type { Category, MapRow } from '../category.ts'",
      '',
      'export const CATEGORIES: Readonly<Record<string, Category>> = {',
      ...categoryLines(categories.concept ?? []),
      '}',
      '',
      '/** By code without its dot; a code stands for all codes that begin with it. */',
      'export const ICD10: Readonly<Record<string, readonly MapRow[]>> = {',
      ...rowLines(icd10, (code) => code.replace('.', '')),
      '}',
      '',
      'export const SNOMED: Readonly<Record<string, readonly MapRow[]>> = {',
      ...rowLines(snomed, (code) => code),
      '}',
    ]),
    moduleFile(`${FOLDER}/visit-codes.ts`, [
      '/** Visits at which care management can begin (`[ig]/ValueSet/ccm-initiating-visit`). */',
      `export const INITIATING_VISITS: ReadonlySet<string> = ${setOf(guide, 'ccm-initiating-visit')}`,
      '',
      '/** Face-to-face evaluation and management (`[ig]/ValueSet/ccm-evaluation-and-management`). */',
      `export const EVALUATION_AND_MANAGEMENT: ReadonlySet<string> = ${setOf(guide, 'ccm-evaluation-and-management')}`,
    ]),
  ]
}

function find<T extends Resource>(guide: readonly Resource[], type: T['resourceType'], id: string): T {
  const found = guide.find((resource) => resource.resourceType === type && resource.id === id)
  if (!found) throw new Error(`The guide has no ${type}/${id}.`)
  return found as T
}

function categoryLines(concepts: readonly CodeSystemConcept[], parent?: string): string[] {
  return concepts.flatMap((concept) => {
    const [plain, spanish] = ['en', 'es'].map(
      (wanted) => concept.designation?.find(({ language }) => language === wanted)?.value,
    )
    const category = {
      display: concept.display,
      ...(plain !== undefined && { plain }),
      ...(spanish !== undefined && { es: spanish }),
      ...(parent && { parent }),
    }
    return [`  ${literal(concept.code)}: ${literal(category)},`, ...categoryLines(concept.concept ?? [], concept.code)]
  })
}

function rowLines(map: ConceptMap, key: (code: string) => string): string[] {
  const elements = (map.group ?? []).flatMap((group) => group.element)
  return elements.map((element) => `  ${literal(key(element.code ?? ''))}: ${literal(rowsOf(element))},`)
}

function rowsOf(element: ConceptMapGroupElement) {
  return (element.target ?? []).map((target) => {
    const afterFourWeeks = product(target, PRODUCT.afterFourWeeks)
    const icd10 = product(target, PRODUCT.icd10)
    return {
      category: target.code,
      standing: product(target, PRODUCT.standing),
      ...(afterFourWeeks && { afterFourWeeks }),
      ...(icd10 && { icd10 }),
      ...(product(target, PRODUCT.esrd) && { esrd: true }),
    }
  })
}

function product(target: ConceptMapGroupElementTarget, property: string): string | undefined {
  return target.product?.find((made) => made.property === property)?.value
}

function setOf(guide: readonly Resource[], id: string): string {
  const includes = find<ValueSet>(guide, 'ValueSet', id).compose?.include ?? []
  const codes = includes.flatMap((include) => include.concept ?? []).map((concept) => concept.code)
  return `new Set(${literal(codes)})`
}

function literal(value: unknown): string {
  return JSON.stringify(value)
}
