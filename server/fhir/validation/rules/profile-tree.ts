import type { Structure, StructureElement } from '../../../definitions/structure.ts'

/** A profile's elements as a tree: by element, and under each element by slice. */
export interface ProfileNode {
  /** Name of the element, without `[x]`. */
  readonly name: string
  /** Name of the slice, where it is one. */
  readonly slice?: string
  element?: StructureElement
  readonly children: Map<string, ProfileNode>
  readonly slices: Map<string, ProfileNode>
}

/** Arranges the elements of a profile by their ids (`CarePlan.category:assessPlan.coding`). */
export function profileTree(structure: Structure): ProfileNode {
  const root = node(structure.type)
  for (const element of structure.elements) {
    const steps = element.id.split('.').slice(1)
    const at = steps.reduce((parent, step) => descend(parent, step), root)
    at.element = element
  }
  return root
}

function node(name: string, slice?: string): ProfileNode {
  return { name, children: new Map(), slices: new Map(), ...(slice === undefined ? {} : { slice }) }
}

function descend(parent: ProfileNode, step: string): ProfileNode {
  const [written = '', slice] = step.split(':')
  const name = written.replace('[x]', '')
  const element = parent.children.get(name) ?? node(name)
  parent.children.set(name, element)
  if (slice === undefined) return element
  const sliced = element.slices.get(slice) ?? node(name, slice)
  element.slices.set(slice, sliced)
  return sliced
}
