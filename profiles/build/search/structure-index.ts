import type { ElementDefinition, StructureDefinition, ValueSet } from '@medplum/fhirtypes'

/** Where an element stands: the type whose snapshot defines it and the path there; and what it may hold. */
export interface ElementAt {
  readonly owner: string
  readonly path: string
  readonly types: readonly string[]
  readonly targets: readonly string[]
  readonly choice: boolean
  /** The code systems from which a code must be; absent where that is open. */
  readonly systems?: readonly string[]
}

/** Looks up elements of R4's base types by walking from type to type. */
export class StructureIndex {
  readonly #types = new Map<string, ReadonlyMap<string, ElementDefinition>>()

  readonly #valueSets: ReadonlyMap<string, ValueSet>

  /** @param valueSets those that elements are bound to, to know the systems of their codes */
  constructor(structures: readonly StructureDefinition[], valueSets: readonly ValueSet[] = []) {
    this.#valueSets = new Map(valueSets.map((valueSet) => [valueSet.url ?? '', valueSet]))
    for (const structure of structures) {
      const elements = (structure.snapshot?.element ?? []).map((element) => [element.path, element] as const)
      this.#types.set(structure.type, new Map(elements))
    }
  }

  /** The element that stands for a whole type. */
  root(type: string): ElementAt | undefined {
    return this.#types.has(type) ? { owner: type, path: type, types: [type], targets: [], choice: false } : undefined
  }

  /** The child of that name; `of` says which type of a choice is walked into. */
  child(parent: ElementAt, name: string, of?: string): ElementAt | undefined {
    const inline = this.#definition(parent.owner, `${parent.path}.${name}`)
    if (inline) return this.#at(parent.owner, inline)
    const type = of ?? parent.types[0]
    if (type === undefined || type === parent.path) return undefined
    const element = this.#definition(type, `${type}.${name}`)
    return element && this.#at(type, element)
  }

  #definition(owner: string, path: string): ElementDefinition | undefined {
    const elements = this.#types.get(owner)
    return elements?.get(path) ?? elements?.get(`${path}[x]`)
  }

  #at(owner: string, element: ElementDefinition): ElementAt | undefined {
    const path = element.path
    if (element.contentReference) {
      const target = this.#types.get(owner)?.get(element.contentReference.slice(1))
      return target ? this.#at(owner, target) : undefined
    }
    const systems = element.binding?.strength === 'required' ? this.#systems(element.binding.valueSet ?? '') : undefined
    return {
      owner,
      path,
      types: (element.type ?? []).map((type) => plainType(type.code)),
      targets: (element.type ?? []).flatMap((type) => type.targetProfile ?? []).map((url) => url.replace(/^.*\//, '')),
      choice: path.endsWith('[x]'),
      ...(systems ? { systems } : {}),
    }
  }

  /** The systems that a value set draws from; undefined when it, or one that it includes, is not known. */
  #systems(canonical: string): readonly string[] | undefined {
    const [url = ''] = canonical.split('|')
    const drawn = this.#valueSets
      .get(url)
      ?.compose?.include.map(({ system, valueSet }) =>
        system === undefined ? (valueSet ?? []).map((one) => this.#systems(one)) : [[system]],
      )
    const known = drawn?.flat()
    if (!known || known.length === 0 || known.includes(undefined)) return undefined
    return [...new Set(known.flatMap((systems) => systems ?? []))].sort()
  }
}

/** FHIRPath's system types stand for FHIR's primitives in ids and primitive values. */
function plainType(code: string): string {
  return code.startsWith('http://hl7.org/fhirpath/') ? 'string' : code
}
