import { isStream, type FhirResponse } from '../exchange.ts'
import { parsePairs, valueOf } from '../search/query-string.ts'
import { parseExact } from './exact-json.ts'

/**
 * The answer with its JSON in lines for people to read, where the query asks for it (`_pretty=true`); else as it is.
 * https://hl7.org/fhir/R4/http.html#parameters
 */
export function indented(query: string, response: FhirResponse): FhirResponse {
  if (!wantsLines(query)) return response
  const { headers, body } = response
  if (body === null || isStream(body) || body.length === 0 || !headers['content-type']?.includes('json'))
    return response
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return { ...response, body: JSON.stringify(parseExact(text), null, 2) }
}

/** Whether the query asks for lines (`_pretty=true`). */
export function wantsLines(query: string): boolean {
  return query.includes('_pretty') && valueOf(parsePairs(query), '_pretty') === 'true'
}
