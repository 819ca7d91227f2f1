import { patientCompartment } from '#definitions/patient-compartment.ts'
import type { ElementPath, SearchParameter } from '#definitions/search-parameter.ts'
import { searchParametersOf, sharedSearchParameters } from '#definitions/search-parameters.ts'
import { mainDate } from './main-date.ts'
import { supportsComposite } from './composite.ts'

/** A parameter with what indexing it needs to know besides its paths. */
export interface IndexedParameter {
  readonly parameter: SearchParameter
  /** Its bit in `IndexRow.present`. */
  readonly bit: bigint
  readonly isMainDate: boolean
  /** A reference to a Patient here puts the resource into that patient's compartment. */
  readonly inCompartment: boolean
}

/** A value found at the end of a path is a value of this parameter. */
export interface Ending {
  readonly indexed: IndexedParameter
  readonly path: ElementPath
}

/** The paths of all parameters of a type, joined: one walk over a resource finds all values. */
export interface PathNode {
  readonly endings: readonly Ending[]
  readonly steps: ReadonlyMap<string, readonly Step[]>
}

export interface Step {
  /** Only elements where this child has this value. */
  readonly where: { readonly element: string; readonly value: string } | undefined
  readonly node: PathNode
}

export interface ParameterTree {
  readonly root: PathNode
  readonly parameters: readonly IndexedParameter[]
}

const BITS = 63
/** These have columns of their own. */
const IN_COLUMNS = new Set(['_id', '_lastUpdated'])

const indexedOf = new Map<string, readonly IndexedParameter[]>()

/**
 * The parameters of a type that its index holds, each with its bit: those of every type first, then the type's own, by
 * number, so that a new parameter never moves the bits of older ones.
 */
export function indexedParameters(type: string): readonly IndexedParameter[] {
  const known = indexedOf.get(type)
  if (known) return known
  const byNumber = (parameters: Iterable<SearchParameter>) => [...parameters].toSorted((a, b) => a.number - b.number)
  const all = [...byNumber(sharedSearchParameters().values()), ...byNumber(searchParametersOf(type).values())]
  if (all.length > BITS)
    throw new Error(`${type} has more than ${BITS} search parameters; IndexRow.present needs more bits.`)
  const compartment = new Set(patientCompartment(type))
  const indexed = all.map((parameter, at) => ({
    parameter,
    bit: 1n << BigInt(at),
    isMainDate: parameter.code === mainDate(type),
    inCompartment: compartment.has(parameter),
  }))
  const held = indexed.filter(
    ({ parameter }) =>
      !IN_COLUMNS.has(parameter.code) && (parameter.kind !== 'composite' || supportsComposite(parameter)),
  )
  indexedOf.set(type, held)
  return held
}

const trees = new Map<string, ParameterTree>()

/** The joined paths of a type, made at its first use. */
export function parameterTree(type: string): ParameterTree {
  const known = trees.get(type)
  if (known) return known
  const root = emptyNode()
  const parameters = indexedParameters(type)
  for (const indexed of parameters) for (const path of indexed.parameter.paths) insert(root, indexed, path)
  const tree = { root, parameters }
  trees.set(type, tree)
  return tree
}

interface GrowingNode extends PathNode {
  readonly endings: Ending[]
  readonly steps: Map<string, GrowingStep[]>
}

interface GrowingStep extends Step {
  readonly node: GrowingNode
}

function emptyNode(): GrowingNode {
  return { endings: [], steps: new Map() }
}

function insert(root: GrowingNode, indexed: IndexedParameter, path: ElementPath): void {
  const end = path.steps.reduce((node, step, at) => {
    const where = path.where?.at === at ? path.where : undefined
    const branches = node.steps.get(step) ?? []
    node.steps.set(step, branches)
    const known = branches.find(
      (branch) => branch.where?.element === where?.element && branch.where?.value === where?.value,
    )
    if (known) return known.node
    const made = { where: where && { element: where.element, value: where.value }, node: emptyNode() }
    branches.push(made)
    return made.node
  }, root)
  end.endings.push({ indexed, path })
}
