import type { FhirReader, FhirTransaction, StoredResource } from '#ports/fhir-store.ts'
import type { SearchQuery } from '#ports/search.ts'
import { fault } from '../fault.ts'
import { guardSearch } from '../guards/search-guard.ts'
import type { Interaction } from '../interaction.ts'
import { searchContext } from '../search/context-of.ts'
import { conditionName, parseCondition } from '../search/parse-search.ts'
import { parsePairs } from '../search/query-string.ts'

/** A search that stands for the one resource that it finds. */
export interface Condition {
  readonly query: SearchQuery
  /** What to lock before looking, so that two requests under one condition wait for each other. */
  readonly name: string
  /** As it came, for errors. */
  readonly text: string
}

/**
 * Reads the criteria of a conditional interaction and holds them to the caller's rights: who writes under a condition
 * learns what there is.
 * @param text a query string, with or without `Type?` before it
 * @throws FhirError 400, 403, 412 without criteria
 */
export function readCondition({ deps, guard }: Interaction, type: string, text: string): Condition {
  const query = parseCondition(searchContext(deps), type, parsePairs(text.slice(text.indexOf('?') + 1)))
  return { query: guardSearch(guard, query).query, name: conditionName(query), text }
}

/**
 * Locks a condition's name and whatever else, and answers the one resource that meets it. The look-up goes out with the
 * lock, as a statement of its own behind it: PostgreSQL begins it when the lock is had.
 * @throws FhirError 412 when there are several
 */
export async function findLocked(
  tx: FhirTransaction,
  condition: Condition,
  more: readonly string[] = [],
): Promise<StoredResource | undefined> {
  const locked = tx.lock([condition.name, ...more])
  const [found] = await Promise.all([findOne(tx, condition), locked])
  return found
}

/**
 * The one resource that meets a condition. Look only while its name is locked, and after that in a statement of its own.
 * @throws FhirError 412 when there are several
 */
export async function findOne(reader: FhirReader, condition: Condition): Promise<StoredResource | undefined> {
  const [match, second] = (await reader.search(condition.query)).matches
  if (second) throw severalMatches(condition.query.type, condition.text)
  return match
}

/** @param expression where in a Bundle the condition stands */
export function severalMatches(type: string, text: string, expression?: string): Error {
  const message = `More than one ${type} matches ${text}; a condition must find one at most.`
  return fault(412, 'multiple-matches', message, expression === undefined ? {} : { expression })
}
