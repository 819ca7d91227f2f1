import type { CodeSystem, CodeableConcept, Coding, Resource, ValueSet } from '@medplum/fhirtypes'
import { InvalidResource } from '#ports/prepare-resource.ts'
import { fault } from '../fault.ts'
import { versioned } from '../terminology/members.ts'
import { findTerminology } from '../terminology/practice-terminology.ts'
import type { Validator } from '../validation/validator.ts'
import { WorkTime } from '../work-time.ts'
import type { DefinedParameter, OperationCall, OperationInput } from './operation.ts'

/** What the terminology operations are made with. */
export interface TerminologyDeps {
  /** Holds what is sent to R4 before anything of it is looked at. */
  readonly validator: Pick<Validator, 'judge'>
}

/** Parameters by their names alone. */
export function parametersNamed(...names: readonly string[]): readonly DefinedParameter[] {
  return names.map((name) => ({ name }))
}

/**
 * Parameters of the specification that would change the answer, and that this server does not know how to heed.
 * @throws FhirError 400
 */
export function refuseParameters(input: OperationInput, names: readonly string[]): void {
  const refused = names.find((name) => input.all(name).length > 0)
  if (refused !== undefined)
    throw fault(400, 'not-supported', `This server does not heed the parameter ${refused}; leave it out.`, {
      expression: refused,
    })
}

/** How long a question may make everybody else wait: a value set is made of whatever its author wrote. */
export function terminologyTime(): WorkTime {
  return new WorkTime('The parts of the value set', 422)
}

/** Which resource an operation is about: how it is named among the parameters. */
interface Subject<T extends 'ValueSet' | 'CodeSystem'> {
  readonly type: T
  /** Carries the resource itself. */
  readonly resource: string
  /** Carries the version that goes with `url`. */
  readonly version: string
}

const VALUE_SET: Subject<'ValueSet'> = { type: 'ValueSet', resource: 'valueSet', version: 'valueSetVersion' }
const CODE_SYSTEM: Subject<'CodeSystem'> = { type: 'CodeSystem', resource: 'codeSystem', version: 'version' }

/**
 * The value set of a call: of the instance, `url`, or `valueSet`.
 * @throws FhirError 400, 404, 410; InvalidResource
 */
export async function valueSetOf(call: OperationCall, deps: TerminologyDeps): Promise<ValueSet> {
  const { url } = askedUrl(call, VALUE_SET)
  if (url === undefined) return (await givenResource(call, VALUE_SET, deps)) as ValueSet
  const found = await findTerminology(call.repository, 'ValueSet', url)
  if (!found) throw unknown('value set', url)
  return found
}

/** The same for the code system of a call. */
export async function codeSystemOf(call: OperationCall, deps: TerminologyDeps): Promise<CodeSystem> {
  const { url } = askedUrl(call, CODE_SYSTEM)
  if (url === undefined) return (await givenResource(call, CODE_SYSTEM, deps)) as CodeSystem
  return systemNamed(call, url)
}

/** @throws FhirError 404 */
export async function systemNamed({ repository }: OperationCall, canonical: string): Promise<CodeSystem> {
  const found = await findTerminology(repository, 'CodeSystem', canonical)
  if (!found) throw unknown('code system', canonical)
  return found
}

/** The one way in which the subject is named; `url` undefined: by the instance or as a resource. */
function askedUrl(
  { level, input }: OperationCall,
  { type, resource, version }: Subject<'ValueSet' | 'CodeSystem'>,
): { readonly url: string | undefined } {
  const url = input.text('url')
  const ways = [level === 'instance', url !== undefined, input.resource(resource) !== undefined]
  if (ways.filter(Boolean).length === 1)
    return { url: url === undefined ? undefined : versioned(url, input.text(version)) }
  throw fault(400, 'invalid', `Name one ${type}: by its id in the path, by url, or as the parameter ${resource}.`, {
    expression: 'url',
  })
}

async function givenResource(
  { level, repository, id = '', input }: OperationCall,
  { type, resource }: Subject<'ValueSet' | 'CodeSystem'>,
  { validator }: TerminologyDeps,
): Promise<Resource> {
  if (level === 'instance') {
    const stored = await repository.read(type, id)
    if (!stored) throw fault(404, 'not-found', `There is no ${type}/${id}.`)
    if (stored.deleted) throw fault(410, 'deleted', `${type}/${id} was deleted.`)
    return JSON.parse(stored.content) as Resource
  }
  const sent = input.resource(resource)
  if (sent?.resourceType !== type) throw fault(400, 'value', `${resource} takes a ${type}.`, { expression: resource })
  const { issues, broken } = validator.judge(sent)
  if (broken === 'base') throw new InvalidResource(400, issues)
  return sent
}

function unknown(what: string, canonical: string): Error {
  return fault(404, 'not-found', `This server does not know the ${what} ${canonical}.`, { expression: 'url' })
}

/** A code to be looked at, as a call names it. */
export interface AskedCode {
  readonly system: string
  readonly code: string
  readonly version?: string
  /** What the caller believes that it is called. */
  readonly display?: string
}

/**
 * The codes of a call, alternatives of each other: `code` with its system, `coding`, or `codeableConcept`.
 * @param system what stands for the system of a code that names none
 * @throws FhirError 400
 */
export function codesOf(
  input: OperationInput,
  { system, version }: { readonly system?: string | undefined; readonly version: string },
): readonly AskedCode[] {
  const ways = ['code', 'coding', 'codeableConcept'].filter((name) => input.all(name).length > 0)
  if (ways.length !== 1)
    throw fault(400, 'invalid', 'Name the code one way: code with its system, coding, or codeableConcept.')
  if (ways[0] === 'code') {
    const asked = { code: input.text('code'), system: input.text('system') ?? system }
    return [requireCode({ ...asked, version: input.text(version), display: input.text('display') }, 'code')]
  }
  const codings = ways[0] === 'coding' ? [input.all('coding')[0]?.valueCoding] : conceptOf(input)?.coding
  if (!Array.isArray(codings) || codings.length === 0) throw fault(400, 'value', `${ways[0] ?? ''} carries no code.`)
  return codings.map((coding: Loose | undefined) => requireCode({ system, ...coding }, ways[0] ?? ''))
}

function conceptOf(input: OperationInput): CodeableConcept | undefined {
  return input.all('codeableConcept')[0]?.valueCodeableConcept
}

type Loose = { readonly [K in keyof Coding]?: Coding[K] | undefined }

/** What came in a Parameters resource has not been held to any type. */
function requireCode({ system, code, version, display }: Loose, name: string): AskedCode {
  if (!isText(code)) throw fault(400, 'value', `${name} carries no code.`, { expression: name })
  if (!isText(system))
    throw fault(400, 'invalid', `Say of which system the code ${code} is: codes of several can be the same.`, {
      expression: 'system',
    })
  return { system, code, ...(isText(version) ? { version } : {}), ...(isText(display) ? { display } : {}) }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
