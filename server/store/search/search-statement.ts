import { statement, type Statement } from '../connection/statement.ts'

/** Characters of a page's resources, and of all that are included with it. */
export const PAGE_TEXT = 64 * 1024 * 1024

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

/** The same of a text that reads whole resources, as many as a caller asks for: of more than can be held it says so. */
export function pageStatement(text: string): Statement {
  return { ...searchStatement(text), most: PAGE_TEXT }
}
