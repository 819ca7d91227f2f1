import { existsSync, readFileSync } from 'node:fs'
import type { GeneratedFile } from './generated-file.ts'

/** Names with stable small numbers. */
export interface Numbering {
  readonly numberOf: ReadonlyMap<string, number>
  /** The list with new names at its end, to be committed. */
  readonly file: GeneratedFile
}

/**
 * Numbers names by their line in a committed list. Stored data carry the numbers, so the list only ever grows: a name
 * that is no longer in use keeps its line, new names go to the end.
 */
export function numbered(path: string, names: readonly string[]): Numbering {
  const listed = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
  const known = new Set(listed)
  const all = [...listed, ...names.filter((name) => !known.has(name))]
  return {
    numberOf: new Map(all.map((name, index) => [name, index + 1])),
    file: { path, text: `${all.join('\n')}\n` },
  }
}
