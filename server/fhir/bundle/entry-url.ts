import { fault } from '../fault.ts'
import { targetOf, type Target } from '../target.ts'

/** What the URL of an entry names. */
export interface EntryUrl {
  readonly target: Target
  /** Below the base, as a request's: `/Patient/p1`. */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

/**
 * Reads the URL of an entry: relative to the base, or below it.
 * @throws FhirError 400 for a URL elsewhere, 404 for what is no path of FHIR
 */
export function readEntryUrl(url: string, base: string): EntryUrl {
  const relative =
    url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`) ? url.slice(base.length) : url
  if (/^[a-z][a-z0-9+.-]*:/i.test(relative)) throw fault(400, 'value', `${url} does not lie on this server (${base}).`)
  const at = relative.indexOf('?')
  const path = at < 0 ? relative : relative.slice(0, at)
  return {
    target: targetOf(path),
    path: path.startsWith('/') ? path : `/${path}`,
    query: at < 0 ? '' : relative.slice(at + 1),
  }
}
