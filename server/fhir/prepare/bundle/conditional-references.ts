import { parsePairs } from '../../search/query-string.ts'
import { isObject, objects } from '../../validation/json.ts'
import type { ConditionalReference } from './received-bundle.ts'

const SEARCH = /"reference"\s*:\s*"([A-Za-z]+\?[^"\\]+)"/g

/** References that are searches, by their text, with the first entry that has each. */
export function findConditional(resources: ReadonlyMap<number, string>): Map<string, number> {
  const found = new Map<string, number>()
  for (const [entry, text] of resources)
    for (const [, search = ''] of text.matchAll(SEARCH)) if (!found.has(search)) found.set(search, entry)
  return found
}

/**
 * The searches with the entries that they may mean: what a transaction makes can be referred to in it. Only searches for
 * one identifier are compared with entries.
 */
export function withCandidates(
  found: ReadonlyMap<string, number>,
  resources: readonly (readonly [entry: number, resource: unknown])[],
): ConditionalReference[] {
  const byIdentifier = new Map<string, number[]>()
  for (const [entry, resource] of resources)
    for (const key of identifiersOf(resource)) byIdentifier.set(key, [...(byIdentifier.get(key) ?? []), entry])
  return [...found].map(([text, entry]) => ({
    text,
    entry,
    candidates: byIdentifier.get(identifierAsked(text) ?? '') ?? [],
  }))
}

function identifiersOf(resource: unknown): string[] {
  if (!isObject(resource)) return []
  const { resourceType, identifier } = resource
  const all = Array.isArray(identifier) ? objects(identifier) : isObject(identifier) ? [identifier] : []
  return all.flatMap(({ system = '', value }) =>
    typeof system === 'string' && typeof value === 'string' ? `${String(resourceType)} ${system}|${value}` : [],
  )
}

function identifierAsked(text: string): string | undefined {
  const [type = '', query = ''] = text.split('?', 2)
  const [pair, ...more] = parsePairs(query)
  return pair?.[0] === 'identifier' && more.length === 0 ? `${type} ${pair[1]}` : undefined
}
