import type { CodeSystem, CodeSystemConcept, CodeSystemConceptProperty } from '@medplum/fhirtypes'

/** A concept of a code system, with its place in the hierarchy. */
export interface Concept {
  readonly code: string
  readonly display: string | undefined
  readonly definition: string | undefined
  readonly designations: readonly NonNullable<CodeSystemConcept['designation']>[number][]
  readonly properties: readonly CodeSystemConceptProperty[]
  /** Codes right above. */
  readonly parents: ReadonlySet<string>
  /** Retired: not to be chosen any more. https://hl7.org/fhir/R4/codesystem-concept-properties.html */
  readonly inactive: boolean
  /** Stands for those below and is not to be chosen itself. */
  readonly abstract: boolean
}

/** A code system, its concepts in the order in which it lists them. */
export class CodeTable {
  readonly system: CodeSystem
  readonly concepts: readonly Concept[]
  readonly #byCode = new Map<string, Concept>()

  constructor(system: CodeSystem) {
    this.system = system
    this.concepts = listed(system.concept ?? [])
    for (const concept of this.concepts) this.#byCode.set(this.#folded(concept.code), concept)
  }

  /** Whether what is not listed is no code of the system. */
  get complete(): boolean {
    return this.system.content === 'complete'
  }

  find(code: string): Concept | undefined {
    return this.#byCode.get(this.#folded(code))
  }

  /** Whether a concept is another or below it, by however many steps. */
  isA(concept: Concept, other: string): boolean {
    return concept.code === other || this.isBelow(concept, other)
  }

  isBelow(concept: Concept, other: string): boolean {
    const seen = new Set<string>()
    const next = [...concept.parents]
    for (let code = next.pop(); code !== undefined; code = next.pop()) {
      if (code === other) return true
      if (seen.has(code)) continue
      seen.add(code)
      next.push(...(this.find(code)?.parents ?? []))
    }
    return false
  }

  /** Codes right below. */
  children(code: string): readonly string[] {
    return this.concepts.filter(({ parents }) => parents.has(code)).map((concept) => concept.code)
  }

  #folded(code: string): string {
    return this.system.caseSensitive === false ? code.toLowerCase() : code
  }
}

/** The value of a concept's property, as filters compare it. */
export function propertyText({ properties }: Concept, name: string): string | undefined {
  const property = properties.find(({ code }) => code === name)
  const value =
    property &&
    (property.valueCode ??
      property.valueString ??
      property.valueBoolean ??
      property.valueInteger ??
      property.valueDecimal ??
      property.valueDateTime ??
      property.valueCoding?.code)
  return value === undefined ? undefined : String(value)
}

/** Concepts lie within each other, or name what is above or below them by a property. */
function listed(concepts: readonly CodeSystemConcept[]): readonly Concept[] {
  const above = new Map<string, Set<string>>()
  const place = (code: string, parent: string) => {
    above.set(code, (above.get(code) ?? new Set<string>()).add(parent))
  }
  const flat: CodeSystemConcept[] = []
  const walk = (level: readonly CodeSystemConcept[], parent: string | undefined) => {
    for (const concept of level) {
      flat.push(concept)
      if (parent !== undefined) place(concept.code, parent)
      for (const { code, valueCode } of concept.property ?? []) {
        if (valueCode === undefined) continue
        if (code === 'parent' || code === 'subsumedBy') place(concept.code, valueCode)
        if (code === 'child') place(valueCode, concept.code)
      }
      walk(concept.concept ?? [], concept.code)
    }
  }
  walk(concepts, undefined)
  return flat.map((concept) => conceptOf(concept, above.get(concept.code) ?? new Set()))
}

function conceptOf(
  { code, display, definition, designation = [], property = [] }: CodeSystemConcept,
  parents: ReadonlySet<string>,
): Concept {
  const has = (name: string, ...values: readonly string[]) =>
    property.some((one) => one.code === name && values.includes(String(one.valueBoolean ?? one.valueCode)))
  return {
    code,
    display,
    definition,
    designations: designation,
    properties: property,
    parents,
    inactive: has('inactive', 'true') || has('status', 'retired', 'inactive'),
    abstract: has('notSelectable', 'true') || has('abstract', 'true'),
  }
}
