import { isResourceType } from '#definitions/resource-types.ts'
import { isId } from '#domain/fhir/ids.ts'
import { fault } from './fault.ts'

/** What a path below the FHIR base names. Which method makes which interaction of it, `serve.ts` says. */
export type Target =
  | { readonly kind: 'system' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'instance'; readonly type: string; readonly id: string }
  | { readonly kind: 'version'; readonly type: string; readonly id: string; readonly version: string }
  | { readonly kind: 'history'; readonly type?: string; readonly id?: string }
  | { readonly kind: 'search'; readonly type?: string }
  /** `Patient/p1/Condition`: the resources of a type (or `*`) in a patient's compartment. */
  | { readonly kind: 'compartment'; readonly id: string; readonly type: string }
  | { readonly kind: 'operation'; readonly name: string; readonly type?: string; readonly id?: string }
  | { readonly kind: 'job'; readonly id: string }
  /** What a job has left: a file of an export. */
  | { readonly kind: 'job-file'; readonly id: string; readonly file: string }

/** Where asynchronous requests are polled, below the base. */
export const JOBS = '_jobs'

/**
 * Reads a path below the base, with or without slashes around it.
 * @throws FhirError 404 for what is no path of FHIR, 400 for an escape sequence that is none
 */
export function targetOf(path: string): Target {
  const segments = path.split('/').filter((segment) => segment !== '')
  const [first, second] = segments
  if (first === undefined) return { kind: 'system' }
  if (isResourceType(first)) {
    // The way of nearly every request: a type, or a type and an id.
    if (second === undefined) return { kind: 'type', type: first }
    if (segments.length === 2 && isId(second)) return { kind: 'instance', type: first, id: second }
    return belowType(first, segments.slice(1).map(decode))
  }
  return systemTarget(segments.map(decode)) ?? unknown(segments.map(decode))
}

function systemTarget([first = '', ...more]: readonly string[]): Target | undefined {
  if (first === JOBS) return jobTarget(more)
  if (more.length > 0) return undefined
  if (first === 'metadata') return { kind: 'metadata' }
  if (first === '_history') return { kind: 'history' }
  if (first === '_search') return { kind: 'search' }
  return first.startsWith('$') ? { kind: 'operation', name: first.slice(1) } : undefined
}

function jobTarget([id, file, ...more]: readonly string[]): Target | undefined {
  if (id === undefined || more.length > 0) return undefined
  return file === undefined ? { kind: 'job', id } : { kind: 'job-file', id, file }
}

function belowType(type: string, path: readonly string[]): Target {
  const [first = '', second, ...more] = path
  if (second === undefined) return typeTarget(type, first)
  if (!isId(first)) return unknown([type, ...path])
  const target = second === '_history' ? historyTarget(type, first, more) : instanceTarget(type, first, second)
  return (second === '_history' || more.length === 0 ? target : undefined) ?? unknown([type, ...path])
}

function typeTarget(type: string, segment: string): Target {
  if (segment === '_history') return { kind: 'history', type }
  if (segment === '_search') return { kind: 'search', type }
  if (segment.startsWith('$')) return { kind: 'operation', name: segment.slice(1), type }
  throw fault(
    404,
    'not-found',
    `${type}/${segment} does not exist: ids have up to 64 letters, digits, hyphens and dots.`,
  )
}

function instanceTarget(type: string, id: string, segment: string): Target | undefined {
  if (segment.startsWith('$')) return { kind: 'operation', name: segment.slice(1), type, id }
  if (type === 'Patient' && (segment === '*' || isResourceType(segment)))
    return { kind: 'compartment', id, type: segment }
  return undefined
}

function historyTarget(type: string, id: string, [version, ...more]: readonly string[]): Target | undefined {
  if (version === undefined) return { kind: 'history', type, id }
  return more.length === 0 && isId(version) ? { kind: 'version', type, id, version } : undefined
}

function unknown(segments: readonly string[]): never {
  const [first = ''] = segments
  if (/^[A-Z]/.test(first) && !isResourceType(first))
    throw fault(404, 'not-supported', `${first} is not a resource type of FHIR R4.`)
  throw fault(404, 'not-found', `There is nothing at /${segments.filter((segment) => segment !== '').join('/')}.`)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw fault(400, 'value', 'The path holds an escape sequence that is not one of UTF-8.', { cause })
  }
}
