import type { CapabilityStatement } from '@medplum/fhirtypes'
import { hash } from 'node:crypto'
import { header, type FhirResponse } from '../exchange.ts'
import { capabilityStatement, type CapabilityDeps } from '../capability/capability-statement.ts'
import type { FhirRequest } from '../exchange.ts'
import type { Route } from '../interaction.ts'
import { negotiate } from '../media-types.ts'
import { isPlain, presentationOf, textResponse } from '../respond.ts'
import { parsePairs, valueOf } from '../search/query-string.ts'
import { wantsLines } from '../shape/indented.ts'
import { shapeResource } from '../shape/shape-resource.ts'
import { ROUTES } from './route-table.ts'

/** What `metadata` needs of a request: no token. */
export type OpenRequest = Pick<FhirRequest, 'headers' | 'query'>

/**
 * Answers `GET metadata`, which is open to everybody. The statement is made once, from the tables that drive the surface, and
 * is long: strangers may ask for it in whatever form, so each form is made once, too.
 * @throws FhirError 406, 400 for a `_summary` that there is not
 */
export function createCapability(deps: CapabilityDeps): (request: OpenRequest) => FhirResponse {
  let made: Statement | undefined
  return (request) => {
    const format = request.query === '' ? undefined : valueOf(parsePairs(request.query), '_format')
    negotiate(header(request, 'accept'), format)
    made ??= new Statement(capabilityStatement(ROUTES, deps))
    const { etag } = made
    if (header(request, 'if-none-match') === etag) return { status: 304, headers: { etag }, body: null }
    return textResponse(made.shown(request.query), 200, { etag })
  }
}

/** The statement in the forms that it has been asked for. */
class Statement {
  readonly etag: string
  readonly #statement: Readonly<Record<string, unknown>>
  /** By `_summary` and `_pretty`, which have few values. */
  readonly #texts = new Map<string, string>()

  constructor(statement: CapabilityStatement) {
    this.#statement = { ...statement }
    this.etag = `W/"${hash('sha256', this.shown('')).slice(0, 16)}"`
  }

  shown(query: string): string {
    const presentation = presentationOf(query)
    const { summary = '', elements } = presentation.shape
    const indent = wantsLines(query) ? 2 : undefined
    const text = () => {
      const all = isPlain(presentation)
      return JSON.stringify(all ? this.#statement : shapeResource(this.#statement, presentation.shape), null, indent)
    }
    if (elements) return text()
    const name = `${summary} ${indent ?? ''}`
    const known = this.#texts.get(name) ?? text()
    this.#texts.set(name, known)
    return known
  }
}

/** The same for whoever has a token and asks in a batch. */
export function capabilityRoute(deps: CapabilityDeps): Route {
  const capability = createCapability(deps)
  return ({ request }) => Promise.resolve(capability(request))
}
