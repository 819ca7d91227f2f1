import type { ParametersParameter, Resource } from '@medplum/fhirtypes'
import { relativeOf } from '#domain/fhir/ids.ts'
import { fault } from '../fault.ts'
import { header, type FhirRequest } from '../exchange.ts'
import type { Limits } from '../limits.ts'
import { requireJson } from '../media-types.ts'
import { decodeText, parseJson } from '../prepare/json/parse-json.ts'
import { parsePairs } from '../search/query-string.ts'
import type { OperationInput } from './operation.ts'
import { requireParameters } from './parameter-shape.ts'

/** They say how to answer. */
export const PRESENTATION: ReadonlySet<string> = new Set(['_format', '_pretty', '_summary', '_elements'])

/**
 * Reads the parameters of a call: those of the query, and of a POST the Parameters resource or other resource in its body.
 * @throws FhirError 400 for a body that is neither, 415 for one that is not JSON
 */
export async function readOperationInput(request: FhirRequest, limits: Limits): Promise<OperationInput> {
  const asked = parsePairs(request.query)
    .filter(([name]) => !PRESENTATION.has(name))
    .map(([name, valueString]): ParametersParameter => ({ name, valueString }))
  const body = request.method === 'POST' ? await bodyOf(request, limits) : undefined
  if (body === undefined) return new CallInput(asked)
  if (body.resourceType !== 'Parameters') return new CallInput(asked, body)
  const given = requireParameters(body.parameter ?? [], 'Parameters.parameter')
  return new CallInput([...given, ...asked], body)
}

async function bodyOf(request: FhirRequest, limits: Limits): Promise<Resource | undefined> {
  const bytes = await request.body()
  if (bytes.byteLength === 0) return undefined
  requireJson(header(request, 'content-type'))
  const { value } = parseJson(decodeText(bytes), limits)
  if (isObject(value) && typeof value['resourceType'] === 'string') return value as unknown as Resource
  throw fault(400, 'structure', 'The body must be a Parameters resource.')
}

class CallInput implements OperationInput {
  readonly #parameters: readonly ParametersParameter[]
  readonly #body: Resource | undefined

  constructor(parameters: readonly ParametersParameter[], body?: Resource) {
    this.#parameters = parameters
    this.#body = body
  }

  parameters(): readonly ParametersParameter[] {
    return this.#parameters
  }

  body(): Resource | undefined {
    return this.#body
  }

  all(name: string): readonly ParametersParameter[] {
    return this.#parameters.filter((parameter) => parameter.name === name)
  }

  text(name: string): string | undefined {
    const parameter = this.#only(name)
    return parameter && textOf(parameter)
  }

  texts(name: string): readonly string[] {
    return this.all(name).map(textOf)
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (text === 'true' || text === 'false') return text === 'true'
    throw wrongKind(name, 'true or false')
  }

  reference(name: string): string | undefined {
    const value = this.#value(name)
    const reference = isObject(value) ? value['reference'] : value
    if (reference === undefined && value === undefined) return undefined
    if (typeof reference === 'string' && relativeOf(reference)) return reference
    throw wrongKind(name, 'a reference such as Practitioner/alvarez')
  }

  resource(name: string): Resource | undefined {
    if (name === 'resource' && this.#body && this.#body.resourceType !== 'Parameters') return this.#body
    return this.#only(name)?.resource
  }

  #value(name: string): unknown {
    const parameter = this.#only(name)
    return parameter && valueOf(parameter)
  }

  #only(name: string): ParametersParameter | undefined {
    const [first, ...more] = this.all(name)
    if (more.length > 0)
      throw fault(400, 'value', `${name} is given ${more.length + 1} times; give it once.`, { expression: name })
    return first
  }
}

/** Whatever `value[x]` a parameter has. */
function valueOf(parameter: ParametersParameter): unknown {
  const key = Object.keys(parameter).find((key) => key.startsWith('value'))
  const value = key === undefined ? undefined : (parameter as unknown as Record<string, unknown>)[key]
  if (value === undefined || value === '') throw wrongKind(parameter.name, 'a value')
  return value
}

function textOf(parameter: ParametersParameter): string {
  const value = valueOf(parameter)
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrongKind(parameter.name, 'a single value')
}

function wrongKind(name: string, expected: string): Error {
  return fault(400, 'value', `${name} takes ${expected}.`, { expression: name })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
