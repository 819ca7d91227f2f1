import { hash } from 'node:crypto'
import { patientCompartment } from '#definitions/patient-compartment.ts'
import { resourceTypes } from '#definitions/resource-types.ts'
import { leadsAnywhere } from './indexer.ts'
import { indexedParameters, type IndexedParameter } from './parameter-tree.ts'

/**
 * Raised whenever a resource is indexed otherwise than before under the same definitions. A test notices
 * (`test/store/index/index-format.test.ts`).
 */
export const FORMAT = 1

/** In place of a parameter: what is no single parameter's, the compartments, the main date, and the form of all. */
export const WHOLE_ROW = '*'

/** By which definitions rows of a type are indexed: a digest for each parameter, and for `WHOLE_ROW`. */
export type IndexParts = Readonly<Record<string, string>>

/** The types that lie in the index. AuditEvents are searched in the trail. */
export const indexedTypes: readonly string[] = resourceTypes.filter((type) => type !== 'AuditEvent')

const partsOf = new Map<string, IndexParts>()

/** By which definitions this process indexes a type. */
export function indexParts(type: string): IndexParts {
  const known = partsOf.get(type)
  if (known) return known
  const parameters = indexedParameters(type)
  const main = parameters.find(({ isMainDate }) => isMainDate)
  const compartment = patientCompartment(type).map(({ number, paths }) => [number, paths])
  const parts = {
    [WHOLE_ROW]: digest([FORMAT, compartment, main ? definition(main) : null]),
    ...Object.fromEntries(parameters.map((indexed) => [indexed.parameter.code, digest(definition(indexed))])),
  }
  partsOf.set(type, parts)
  return parts
}

/** A type's parts as one name. */
export function partsVersion(type: string): string {
  return digest(Object.entries(indexParts(type)))
}

/** Everything that this process indexes by, as one name: what processes on one database must agree on. */
export function indexVersion(): string {
  return (version ??= digest(indexedTypes.map(partsVersion)))
}

let version: string | undefined

/** What the index of a parameter depends on; not its name for people. */
function definition(indexed: IndexedParameter): unknown {
  const { number, kind, paths, components, otherwise } = indexed.parameter
  return [number, String(indexed.bit), indexed.isMainDate, leadsAnywhere(indexed), kind, paths, components, otherwise]
}

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value)).slice(0, 12)
}
