import type { Structure } from '#definitions/structure.ts'
import { structures } from '#definitions/structures.ts'

/** What `_summary` needs to know of an element of a resource type. */
export interface ElementSummary {
  /** As the definition writes it: `value[x]`, where the resource has `valueQuantity`. */
  readonly name: string
  readonly summary: boolean
  /** An instance cannot be without it. */
  readonly required: boolean
  /** Elements defined within the resource type itself, by the names that they have in JSON. */
  readonly children?: ReadonlyMap<string, ElementSummary>
}

const read = new Map<string, ReadonlyMap<string, ElementSummary>>()

/** The element at the top of a type that has this name in JSON. */
export function elementOf(type: string, name: string): ElementSummary | undefined {
  let elements = read.get(type)
  if (!elements) {
    const structure = structures().types.find((known) => known.kind === 'resource' && known.type === type)
    elements = structure ? childrenOf(structure, type) : new Map<string, ElementSummary>()
    read.set(type, elements)
  }
  return elements.get(name)
}

function childrenOf(structure: Structure, parent: string): ReadonlyMap<string, ElementSummary> {
  const children = new Map<string, ElementSummary>()
  for (const { id, summary, min, types } of structure.elements) {
    const end = id.lastIndexOf('.')
    if (end < 0 || id.slice(0, end) !== parent) continue
    const name = id.slice(end + 1)
    const nested = childrenOf(structure, id)
    const element: ElementSummary = {
      name: name.replace('[x]', ''),
      summary: summary === true,
      required: (min ?? 0) > 0,
      ...(nested.size > 0 ? { children: nested } : {}),
    }
    for (const written of namesOf(name, types?.map(({ code }) => code) ?? [])) children.set(written, element)
  }
  return children
}

/** `value[x]` is written `valueQuantity`, `valueString`, …. */
function namesOf(name: string, types: readonly string[]): readonly string[] {
  if (!name.endsWith('[x]')) return [name]
  const stem = name.slice(0, -3)
  return types.map((type) => `${stem}${type.charAt(0).toUpperCase()}${type.slice(1)}`)
}
