import { fault } from './fault.ts'

/** What resources go out as. */
export const FHIR_JSON = 'application/fhir+json; charset=utf-8'

const JSON_TYPES = new Set(['application/fhir+json', 'application/json', 'text/json', 'application/json+fhir', 'json'])

/**
 * Checks that the client takes JSON of FHIR R4: `_format` counts before `Accept`; of several ranges that fit, the most
 * precise one says whether it is wanted (RFC 9110, 12.5.1).
 * @throws FhirError 406
 */
export function negotiate(accept: string | undefined, format: string | undefined): void {
  if (format !== undefined && format !== '') {
    // A plus sign in a query is a blank once decoded.
    if (isJson(format.replaceAll(' ', '+')) && isR4(format)) return
    throw notAcceptable(`_format=${format}`)
  }
  if (accept === undefined || accept === '*/*' || accept === 'application/fhir+json' || accept.trim() === '') return
  if (!takesJson(accept)) throw notAcceptable(`Accept: ${accept}`)
}

/**
 * Checks the type of a body that holds a resource.
 * @throws FhirError 415
 */
export function requireJson(contentType: string | undefined): void {
  if (contentType === 'application/fhir+json' || contentType === 'application/json') return
  const charset = parameter(contentType ?? '', 'charset') ?? 'utf-8'
  const json = JSON_TYPES.has(mediaType(contentType ?? '')) && /^utf-?8$/i.test(charset)
  if (!json || !isR4(contentType ?? '')) throw unsupported(contentType, 'application/fhir+json of FHIR R4, in UTF-8')
}

/** The error for a body of a type that is not taken (415). */
export function unsupported(
  contentType: string | undefined,
  expected: string,
  headers: Readonly<Record<string, string>> = {},
): Error {
  const came = contentType === undefined ? 'without a Content-Type' : `as ${contentType}`
  return fault(415, 'not-supported', `The body came ${came}; this wants ${expected}.`, { headers })
}

/** Whether the client names a type, so that it is given rather than FHIR's own. */
export function wants(accept: string, type: string): boolean {
  return accept.split(',').some((range) => mediaType(range) === type && qualityOf(range) > 0)
}

/** The bare type of a Content-Type or of a range of Accept, in lower case. */
export function mediaType(text: string): string {
  const end = text.indexOf(';')
  return (end < 0 ? text : text.slice(0, end)).trim().toLowerCase()
}

function takesJson(accept: string): boolean {
  const ranges = accept.split(',').filter(isR4)
  const named = ranges.filter(isJson)
  const broad = (wild: string) => ranges.filter((range) => mediaType(range) === wild)
  const deciding = [named, broad('application/*'), broad('*/*')].find((fitting) => fitting.length > 0)
  return deciding?.some((range) => qualityOf(range) > 0) ?? false
}

function isJson(range: string): boolean {
  return JSON_TYPES.has(mediaType(range))
}

function qualityOf(range: string): number {
  return Number(parameter(range, 'q') ?? 1)
}

function isR4(text: string): boolean {
  return /^4\.0(\.|$)/.test(parameter(text, 'fhirVersion') ?? '4.0')
}

function parameter(text: string, name: string): string | undefined {
  return new RegExp(`;\\s*${name}\\s*=\\s*"?([^";\\s]+)`, 'i').exec(text)?.[1]
}

function notAcceptable(asked: string): Error {
  return fault(406, 'not-supported', `${asked} cannot be served: resources go out as application/fhir+json of FHIR R4.`)
}
