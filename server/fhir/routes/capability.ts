import { hash } from 'node:crypto'
import { header, type FhirResponse } from '../exchange.ts'
import { capabilityStatement, type CapabilityDeps } from '../capability/capability-statement.ts'
import type { FhirRequest } from '../exchange.ts'
import type { Route } from '../interaction.ts'
import { negotiate } from '../media-types.ts'
import { present, presentationOf, textResponse } from '../respond.ts'
import { parsePairs, valueOf } from '../search/query-string.ts'
import { indented } from '../shape/indented.ts'
import { ROUTES } from './route-table.ts'

/** What `metadata` needs of a request: no token. */
export type OpenRequest = Pick<FhirRequest, 'headers' | 'query'>

/**
 * Answers `GET metadata`, which is open to everybody. The statement is made once, from the tables that drive the surface.
 * @throws FhirError 406, 400 for a `_summary` that there is not
 */
export function createCapability(deps: CapabilityDeps): (request: OpenRequest) => FhirResponse {
  let text: string | undefined
  let etag = ''
  return (request) => {
    const format = request.query === '' ? undefined : valueOf(parsePairs(request.query), '_format')
    negotiate(header(request, 'accept'), format)
    text ??= JSON.stringify(capabilityStatement(ROUTES, deps))
    etag ||= `W/"${hash('sha256', text).slice(0, 16)}"`
    if (header(request, 'if-none-match') === etag) return { status: 304, headers: { etag }, body: null }
    return indented(request.query, textResponse(present(text, presentationOf(request.query)), 200, { etag }))
  }
}

/** The same for whoever has a token and asks in a batch. */
export function capabilityRoute(deps: CapabilityDeps): Route {
  const capability = createCapability(deps)
  return ({ request }) => Promise.resolve(capability(request))
}
