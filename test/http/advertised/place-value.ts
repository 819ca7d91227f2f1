import { readBaseStructures } from '../../../profiles/build/r4-definitions.ts'
import { StructureIndex, type ElementAt } from '../../../profiles/build/search/structure-index.ts'
import type { ElementPath } from '../../../server/definitions/search-parameter.ts'
import { namesIn, type Json, type JsonObject } from '../../definitions/random-resource.ts'

const structures = readBaseStructures()
const index = new StructureIndex(structures)
const names = namesIn(structures)

/** An element, and the datatype in which its children are looked up. */
interface Spot {
  readonly at: ElementAt
  readonly of: string
}

/** Where a resource type begins. */
export function rootOf(type: string): Spot {
  const at = index.root(type)
  if (!at) throw new Error(`R4 has no type ${type}.`)
  return { at, of: type }
}

/** Where a path leads from a spot. */
export function follow(from: Spot, steps: readonly string[]): Spot {
  return steps.reduce((spot, step) => childOf(spot, step).spot, from)
}

/** An object that has a value at the end of a path, in lists where R4 has lists, and fulfils the path's filter. */
export function placed(from: Spot, { steps, where }: Pick<ElementPath, 'steps' | 'where'>, value: Json): JsonObject {
  const [step = '', ...rest] = steps
  const { spot, list } = childOf(from, step)
  const deeper = where && { ...where, at: where.at - 1 }
  const inner = rest.length === 0 ? value : placed(spot, { steps: rest, ...(deeper ? { where: deeper } : {}) }, value)
  const filtered =
    where?.at === 0 && typeof inner === 'object' && !Array.isArray(inner)
      ? { [where.element]: where.value, ...inner }
      : inner
  return { [step]: list ? [filtered] : filtered }
}

interface Child {
  readonly spot: Spot
  readonly list: boolean
}

function childOf({ at, of }: Spot, step: string): Child {
  const inline = names(at.owner, at.path)
  const children = inline.length > 0 ? inline : names(of, of)
  const exact = children.find(({ name }) => name === step) ?? (step === 'id' ? { name: 'id', list: false } : undefined)
  if (exact) {
    const element = found(index.child(at, step, of), step)
    return { spot: { at: element, of: element.types[0] ?? '' }, list: exact.list }
  }
  const [chosen] = children.flatMap(({ name }) => (step.startsWith(name) ? choiceOf({ at, of }, name, step) : []))
  if (chosen) return chosen
  throw new Error(`R4 has no element ${step} in ${at.path}.`)
}

/** `valueQuantity` is the element `value[x]` with a Quantity. */
function choiceOf({ at, of }: Spot, name: string, step: string): readonly Child[] {
  const element = index.child(at, name, of)
  const type = element?.types.find((one) => `${name}${one.charAt(0).toUpperCase()}${one.slice(1)}` === step)
  return element && type !== undefined ? [{ spot: { at: element, of: type }, list: false }] : []
}

function found(element: ElementAt | undefined, step: string): ElementAt {
  if (element) return element
  throw new Error(`R4 has no element ${step}.`)
}
