import { structures } from '#definitions/structures.ts'
import { isObject, type JsonObject } from '../../validation/json.ts'

/** What a reference of an entry comes to: another text, itself (undefined), or nothing that there is. */
type Resolve = (text: string) => string | undefined

/** Links in narrative. */
const LINK = /\b(href|src)="([^"]+)"/g

/**
 * Replaces in a resource what refers to entries of its transaction: references, elements of type uri, url, oid and uuid,
 * links in narrative; canonicals stay. The resource is changed. https://hl7.org/fhir/R4/http.html#trules
 * @param links what full URLs and searches mean, as `Type/id`
 * @param fullUrl of the entry: relative references are meant from its base
 * @returns references to an entry that is not there
 */
export function rewriteReferences(
  resource: unknown,
  links: ReadonlyMap<string, string>,
  fullUrl: string | undefined,
): readonly string[] {
  const base = /^(https?:\/\/.+\/)[A-Za-z]+\/[A-Za-z0-9\-.]+$/.exec(fullUrl ?? '')?.[1]
  const missing: string[] = []
  const resolve: Resolve = (text) => links.get(text) ?? (base === undefined ? undefined : links.get(base + text))
  if (isObject(resource)) walk(resource, 'contained', { links, resolve, missing })
  return missing
}

interface Rewriting {
  readonly links: ReadonlyMap<string, string>
  readonly resolve: Resolve
  readonly missing: string[]
}

/** Where `url` says what something is, a definition or an extension: it leads nowhere. */
const NAMED_BY_URL: ReadonlySet<string> = new Set(['contained', 'extension', 'modifierExtension'])

/** @param within name of the element that the object is a value of; a resource by itself is like a contained one */
function walk(object: JsonObject, within: string, rewriting: Rewriting): void {
  const writable = object as Record<string, unknown>
  for (const name in object) {
    const value = object[name]
    if (typeof value === 'string') {
      if (name === 'url' && NAMED_BY_URL.has(within)) continue
      const next = rewritten(name, value, rewriting)
      if (next !== undefined) writable[name] = next
    } else if (Array.isArray(value)) walkList(name, value, rewriting)
    else if (isObject(value)) walk(value, name, rewriting)
  }
}

function walkList(name: string, list: unknown[], rewriting: Rewriting): void {
  for (const [index, item] of list.entries()) {
    if (isObject(item)) walk(item, name, rewriting)
    else if (typeof item === 'string') list[index] = rewritten(name, item, rewriting) ?? item
  }
}

function rewritten(name: string, value: string, { links, resolve, missing }: Rewriting): string | undefined {
  if (name === 'reference') {
    const next = resolve(value)
    if (next === undefined && /^urn:(uuid|oid):/.test(value)) missing.push(value)
    return next
  }
  if (name === 'div')
    return value.replace(LINK, (link, kind: string, url: string) => linked(link, kind, links.get(url)))
  return links.has(value) && uriNames().has(name) ? links.get(value) : undefined
}

function linked(link: string, kind: string, reference: string | undefined): string {
  return reference === undefined ? link : `${kind}="${reference}"`
}

const URIS = new Set(['uri', 'url', 'oid', 'uuid'])
let names: Set<string> | undefined

/** Names of elements that can hold a URI, from R4's definitions. */
function uriNames(): ReadonlySet<string> {
  names ??= new Set(
    structures().types.flatMap(({ elements }) =>
      elements.flatMap(({ id, types = [] }) =>
        types.filter(({ code }) => URIS.has(code)).map(({ code }) => nameOf(id, code)),
      ),
    ),
  )
  return names
}

function nameOf(id: string, code: string): string {
  const last = id.slice(id.lastIndexOf('.') + 1)
  return last.endsWith('[x]') ? last.slice(0, -3) + code.charAt(0).toUpperCase() + code.slice(1) : last
}
