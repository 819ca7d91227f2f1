import { isResourceType } from '#definitions/resource-types.ts'
import { isId } from '#domain/fhir/ids.ts'
import type { ReferenceValue } from '#ports/search.ts'

/**
 * Reads a reference of a search: `id`, `Type/id`, either with `/_history/version`, or a URL. A URL below the server's own
 * base is the relative reference that it means. https://hl7.org/fhir/R4/search.html#reference
 * @param base the server's FHIR base URL
 * @param types the types that the parameter may lead to, where it is one only a bare id means that type
 */
export function parseReferenceValue(text: string, base: string, types: readonly string[]): ReferenceValue | undefined {
  const relative = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text
  if (/^[a-z][a-z0-9+.-]*:/i.test(relative)) return { url: relative }
  const [only, ...more] = types
  const [first = '', ...rest] = relative.split('/')
  if (rest.length > 0) return typedReference(first, rest)
  if (!isId(first)) return undefined
  return only !== undefined && more.length === 0 ? { type: only, id: first } : { id: first }
}

function typedReference(type: string, [id = '', ...rest]: readonly string[]): ReferenceValue | undefined {
  if (!isResourceType(type) || !isId(id)) return undefined
  if (rest.length === 0) return { type, id }
  const [history, version = '', ...more] = rest
  return history === '_history' && isId(version) && more.length === 0 ? { type, id, version } : undefined
}
