import type { ElementPath, SearchParameter } from '../../../server/definitions/search-parameter.ts'
import { parseExpression, UnsupportedExpression, type Step } from './expression.ts'
import type { ElementAt, StructureIndex } from './structure-index.ts'

type Kind = SearchParameter['kind']

/** What a parameter of each kind can index, where an expression ends in a choice of types and names none. */
const INDEXABLE: Readonly<Record<Kind, readonly string[]>> = {
  date: ['date', 'dateTime', 'instant', 'Period', 'Timing'],
  quantity: ['Quantity', 'Money', 'Range', 'Age', 'Duration', 'Count', 'Distance'],
  number: ['integer', 'decimal', 'positiveInt', 'unsignedInt'],
  token: ['CodeableConcept', 'Coding', 'Identifier', 'ContactPoint', 'code', 'boolean', 'id', 'string', 'uri'],
  string: ['string', 'markdown', 'HumanName', 'Address'],
  reference: ['Reference', 'canonical', 'uri'],
  uri: ['uri', 'url', 'canonical', 'oid', 'uuid'],
  composite: [],
  special: [],
}

/** Paths that one expression selects, and the types that the references at their ends may lead to. */
export interface Located {
  readonly paths: ElementPath[]
  readonly targets: string[]
}

/** Where an expression is evaluated: from a resource, or from an element of one. */
export interface Origin {
  /** The resource type or, for a composite's component, undefined: the expression is relative. */
  readonly type?: string
  readonly element: ElementAt
}

/**
 * Turns a parameter's expression into element paths for one resource type; alternatives for other types are passed over.
 * @throws UnsupportedExpression when a path does not exist in R4's definitions
 */
export function locate(index: StructureIndex, origin: Origin, expression: string, kind: Kind): Located {
  const found = parseExpression(expression)
    .map((steps) => rooted(steps, origin.type))
    .filter((steps) => steps !== undefined)
    .map((steps) => walk(index, origin.element, { steps, kind, whole: expression }))
  return { paths: found.flatMap(({ paths }) => paths), targets: found.flatMap(({ targets }) => targets) }
}

/** The steps after the type's name; undefined when the path belongs to another type. */
function rooted(steps: readonly Step[], type: string | undefined): readonly Step[] | undefined {
  const [first] = steps
  if (type === undefined || first === undefined || !/^[A-Z]/.test(first.name)) return steps
  return first.name === type || first.name === 'Resource' ? steps.slice(1) : undefined
}

interface Way {
  readonly steps: readonly Step[]
  readonly kind: Kind
  readonly whole: string
}

function walk(index: StructureIndex, start: ElementAt, way: Way): Located {
  let place: Place = { at: start, names: [] }
  for (const [position, step] of way.steps.entries()) {
    const next = index.child(place.at, step.name, place.of)
    if (!next) throw new UnsupportedExpression(`${way.whole}: ${step.name} is not an element of ${place.at.path}`)
    const open = next.choice && step.type === undefined && position === way.steps.length - 1
    if (open) return choice(next, [...place.names, step.name], way)
    place = entered(place, next, step)
  }
  const datatype = place.names.at(-1) === 'id' ? 'id' : (place.of ?? place.at.types[0] ?? place.at.path)
  return { paths: [path(place, datatype, way)], targets: datatype === 'Reference' ? [...place.at.targets] : [] }
}

interface Place {
  readonly at: ElementAt
  readonly names: readonly string[]
  /** The type that was chosen, or the only one there is. */
  readonly of?: string
}

function entered(place: Place, at: ElementAt, step: Step): Place {
  const name = at.choice ? `${step.name}${capital(step.type ?? '')}` : step.name
  const of = step.type ?? (at.types.length === 1 ? at.types[0] : undefined)
  return { at, names: [...place.names, name], ...(of === undefined ? {} : { of }) }
}

function choice(element: ElementAt, names: readonly string[], way: Way): Located {
  const types = element.types.filter((type) => INDEXABLE[way.kind].includes(type))
  const before = names.slice(0, -1)
  const paths = types.map((type) =>
    path({ at: element, names: [...before, `${names.at(-1) ?? ''}${capital(type)}`] }, type, way),
  )
  return { paths, targets: types.includes('Reference') ? [...element.targets] : [] }
}

function path({ at: element, names: steps }: Place, datatype: string, way: Way): ElementPath {
  const at = way.steps.findIndex((step) => step.where !== undefined)
  const where = way.steps[at]?.where
  const target = way.steps.at(-1)?.target
  const systems = datatype === 'code' ? element.systems : undefined
  return {
    steps,
    datatype,
    ...(where ? { where: { at, ...where } } : {}),
    ...(target ? { target } : {}),
    ...(systems ? { systems } : {}),
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
