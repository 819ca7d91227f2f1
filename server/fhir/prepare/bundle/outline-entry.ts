import { isObject } from '../../validation/json.ts'
import { fault } from '../../fault.ts'
import type { EntryOutline } from './received-bundle.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The headers of a request that an entry can carry. */
const HEADERS = ['ifMatch', 'ifNoneMatch', 'ifModifiedSince', 'ifNoneExist'] as const

/**
 * Reads what an entry of a batch or transaction asks for.
 * @param resource what is in it, where it has one
 * @throws FhirError 400 naming the element
 */
export function outlineEntry(entry: unknown, at: number, resource: unknown): EntryOutline {
  const expression = `Bundle.entry[${at}]`
  if (!isObject(entry)) throw unfit(expression, 'must be an object')
  const { request, fullUrl } = entry
  if (!isObject(request))
    throw unfit(`${expression}.request`, 'is required: every entry says what is to be done with it')
  const method = METHODS.find((known) => known === request['method'])
  if (!method) throw unfit(`${expression}.request.method`, `must be one of ${METHODS.join(', ')}`)
  if (fullUrl !== undefined && typeof fullUrl !== 'string') throw unfit(`${expression}.fullUrl`, 'must be a URI')
  const named = resourceIn(resource, expression)
  if (!named && (method === 'PUT' || method === 'PATCH'))
    throw unfit(`${expression}.resource`, `is required of a ${method}`)
  return {
    method,
    url: urlOf(request['url'], method, { named, expression }),
    ...(fullUrl === undefined ? {} : { fullUrl }),
    ...named,
    ...headersOf(request, expression),
  }
}

interface Named {
  readonly type: string
  readonly id?: string
}

function resourceIn(resource: unknown, expression: string): Named | undefined {
  if (resource === undefined) return undefined
  if (!isObject(resource) || typeof resource['resourceType'] !== 'string')
    throw unfit(`${expression}.resource`, 'is no resource: it has no resourceType')
  const { resourceType, id } = resource
  if (id !== undefined && typeof id !== 'string') throw unfit(`${expression}.resource.id`, 'must be a string')
  return { type: resourceType, ...(id === undefined ? {} : { id }) }
}

/** Published bundles leave the URL of a POST away: the resource says where it goes. */
function urlOf(
  url: unknown,
  method: string,
  { named, expression }: { readonly named: Named | undefined; readonly expression: string },
): string {
  if (typeof url === 'string' && url !== '') return url
  if (url === undefined && method === 'POST' && named) return named.type
  throw unfit(`${expression}.request.url`, 'is required')
}

function headersOf(
  request: Readonly<Record<string, unknown>>,
  expression: string,
): Pick<EntryOutline, (typeof HEADERS)[number]> {
  const headers: Partial<Record<(typeof HEADERS)[number], string>> = {}
  for (const name of HEADERS) {
    const value = request[name]
    if (value === undefined) continue
    if (typeof value !== 'string') throw unfit(`${expression}.request.${name}`, 'must be a string')
    headers[name] = value
  }
  return headers
}

function unfit(expression: string, problem: string): Error {
  return fault(400, 'structure', `${expression} ${problem}.`, { expression })
}
