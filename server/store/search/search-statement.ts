import { statement, type Statement } from '../connection/statement.ts'

/** So many plans a connection may keep; each takes some 50 kB of the server. */
const KEPT = 300
const SEEN = 2000

const kept = new Map<string, Statement>()
const seen = new Set<string>()

/**
 * The statement of a search's text. The text depends on the shape of a search alone, never on its values, so those that
 * come again are few and keep their plans under a name; what comes for the first time, or is one shape too many, has none.
 */
export function searchStatement(text: string): Statement {
  const known = kept.get(text)
  if (known) return known
  if (!seen.has(text) || kept.size >= KEPT) {
    if (seen.size >= SEEN) seen.clear()
    seen.add(text)
    return { name: '', text }
  }
  const made = statement(text)
  kept.set(text, made)
  seen.delete(text)
  return made
}
