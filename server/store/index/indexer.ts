import type { ElementPath, SearchParameter } from '#definitions/search-parameter.ts'
import type { IndexRow } from '#ports/prepare.ts'
import type { Resource } from '@medplum/fhirtypes'
import { canonicalParameter } from '#definitions/canonical-parameter.ts'
import { indexComposite } from './composite.ts'
import { indexDate } from './date.ts'
import { IndexSink } from './index-sink.ts'
import { isObject, text, type JsonObject } from './json.ts'
import { searchKey } from './key.ts'
import { mainPatient } from './main-patient.ts'
import { parameterTree, type Ending, type IndexedParameter, type PathNode, type Step } from './parameter-tree.ts'
import { indexQuantity } from './quantity.ts'
import { indexReference, parseReference } from './reference.ts'
import { indexString } from './string.ts'
import { indexToken, tokensOf } from './token.ts'
import { indexUri } from './uri.ts'

/** More types than a search should try for a bare id. */
const MANY_TARGETS = 6

/**
 * Extracts what searches look for in a resource (an `Indexer` of the ports): one walk, no FHIRPath, no database. The
 * paths were compiled from the search parameters' expressions by `npm run build:profiles`.
 * @param own the server's FHIR base URL: absolute references below it are the relative ones that they mean
 */
export function indexResource(resource: Resource, own?: string): IndexRow {
  const sink = new IndexSink(own)
  const { root, parameters } = parameterTree(resource.resourceType)
  const dates: IndexSink['dates'][number][] = []
  endAt(sink, root.endings, resource)
  if (isObject(resource)) walk(sink, resource, root)
  addDefaults(sink, parameters)
  addPatientAndCode(sink, resource)
  addVersionedCanonical(sink, resource)
  const main = parameters.find(({ isMainDate }) => isMainDate)?.parameter.number
  for (const date of sink.dates) if (date.param !== main) dates.push(date)
  return {
    ...compartmentOf(sink, resource),
    ...mainRange(sink, main),
    references: [...sink.references],
    keys: [...sink.keys],
    present: BigInt.asIntN(64, sink.present).toString(),
    open: isOpen(resource),
    strings: sink.strings,
    dates,
    quantities: sink.quantities,
    texts: [...sink.texts.values()],
  }
}

/** Everywhere for literal references; along the joined paths for values of parameters. */
function walk(sink: IndexSink, element: JsonObject, node: PathNode | undefined): void {
  for (const name in element) {
    const value = element[name]
    if (name === 'reference' && typeof value === 'string') addReference(sink, value)
    const steps = node?.steps.get(name)
    if (steps === undefined && (typeof value !== 'object' || value === null)) continue
    if (Array.isArray(value)) for (const item of value) take(sink, item, steps)
    else take(sink, value, steps)
  }
}

function take(sink: IndexSink, item: unknown, steps: readonly Step[] | undefined): void {
  let walked = false
  if (steps)
    for (const { where, node } of steps) {
      if (!fits(item, where)) continue
      endAt(sink, node.endings, item)
      if (node.steps.size === 0 || !isObject(item)) continue
      walk(sink, item, node)
      walked = true
    }
  if (!walked && isObject(item)) walk(sink, item, undefined)
}

function fits(item: unknown, where: { readonly element: string; readonly value: string } | undefined): boolean {
  return where === undefined || (isObject(item) && item[where.element] === where.value)
}

function addReference(sink: IndexSink, reference: string): void {
  const parsed = parseReference(reference, sink.own)
  if (parsed && parsed.base === undefined) sink.references.add(`${parsed.type}/${parsed.id}`)
}

function endAt(sink: IndexSink, endings: readonly Ending[], value: unknown): void {
  for (const ending of endings) indexValue(sink, ending, value)
}

function indexValue(sink: IndexSink, { indexed, path }: Ending, value: unknown): void {
  const before = sink.size
  indexKind[indexed.parameter.kind](sink, indexed, path, value)
  if (sink.size > before) sink.present |= indexed.bit
}

type IndexKind = (sink: IndexSink, indexed: IndexedParameter, path: ElementPath, value: unknown) => void

const quantity: IndexKind = (sink, { parameter }, path, value) => {
  indexQuantity(sink, parameter.number, value, path.datatype)
}

const indexKind: Readonly<Record<SearchParameter['kind'], IndexKind>> = {
  number: quantity,
  quantity,
  token: (sink, { parameter }, path, value) => {
    indexToken(sink, parameter.number, value, path.datatype)
  },
  string: (sink, { parameter }, path, value) => {
    indexString(sink, parameter.number, value, path.datatype)
  },
  date: (sink, { parameter }, path, value) => {
    indexDate(sink, parameter.number, value, path.datatype)
  },
  uri: (sink, { parameter }, _path, value) => {
    indexUri(sink, parameter.number, value, { unique: parameter.code === '_source' })
  },
  composite: (sink, { parameter }, _path, value) => {
    indexComposite(sink, parameter, value)
  },
  reference: (sink, indexed, path, value) => {
    const target = { target: path.target, anyType: leadsAnywhere(indexed) }
    const patient = indexReference(sink, indexed.parameter.number, value, target)
    if (indexed.inCompartment && patient !== undefined) sink.patients.add(patient)
  },
  special: () => undefined,
}

/** Whether a search for a bare id has to look without a type. */
export function leadsAnywhere({ parameter }: Pick<IndexedParameter, 'parameter'>): boolean {
  return parameter.targets === undefined || parameter.targets.length > MANY_TARGETS
}

function addDefaults(sink: IndexSink, parameters: readonly IndexedParameter[]): void {
  for (const { parameter, bit } of parameters)
    if (parameter.otherwise !== undefined && (sink.present & bit) === 0n)
      sink.key(parameter.number, 'c', parameter.otherwise)
}

/** A patient has hundreds of Observations; the code together with the patient leads to the few that are wanted. */
function addPatientAndCode(sink: IndexSink, resource: Resource): void {
  if (resource.resourceType !== 'Observation') return
  for (const patient of sink.patients)
    for (const { system, code } of tokensOf(resource.code, 'CodeableConcept')) {
      if (!code) continue
      sink.keys.add(patientCodeKey(patient, code))
      sink.keys.add(patientCodeKey(patient, `${system}|${code}`))
    }
}

/** `url|version`, as references to a canonical write it, finds what carries both. */
function addVersionedCanonical(sink: IndexSink, resource: Resource): void {
  if (!('url' in resource && 'version' in resource)) return
  const parameter = canonicalParameter(resource.resourceType)
  const { url, version } = resource
  if (!parameter || typeof url !== 'string' || typeof version !== 'string' || url === '' || version === '') return
  sink.key(parameter.number, 'u', `${url}|${version}`)
}

/** Key of an Observation's patient and code (`code` or `system|code`) together. */
export function patientCodeKey(patient: string, code: string): string {
  return searchKey(0, 'p', `${patient} ${code}`)
}

function compartmentOf(sink: IndexSink, resource: Resource): Pick<IndexRow, 'patient' | 'patients' | 'follows'> {
  const main = mainPatient(resource, sink.own)
  const patients = [...new Set([...(main === undefined ? [] : [main]), ...sink.patients])]
  const [patient] = patients
  if (patients.length > 1) return { patients }
  if (patient !== undefined) return { patient }
  const follows = followed(resource, sink.own)
  return follows.length > 0 ? { follows } : {}
}

/** What says something about other resources belongs where they belong. */
function followed(resource: Resource, own: string | undefined): readonly string[] {
  const references =
    resource.resourceType === 'Provenance'
      ? resource.target
      : resource.resourceType === 'Binary'
        ? [resource.securityContext]
        : []
  return references.flatMap((reference) => {
    const named = isObject(reference) ? text(reference, 'reference') : undefined
    if (named === undefined) return []
    const parsed = parseReference(named, own)
    return parsed && parsed.base === undefined ? `${parsed.type}/${parsed.id}` : named
  })
}

function mainRange(sink: IndexSink, main: number | undefined): Pick<IndexRow, 'at'> {
  const found = sink.dates.find(({ param }) => param === main)
  if (!found) return {}
  const { from, to } = found
  return { at: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }
}

const ENDED_TASK = new Set(['completed', 'cancelled', 'failed', 'rejected', 'entered-in-error'])

/** States of a Task in which it is still to be done. */
export const OPEN_TASK: readonly string[] = [
  'draft',
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
]

function isOpen(resource: Resource): boolean {
  return resource.resourceType === 'Task' && !ENDED_TASK.has(resource.status)
}
