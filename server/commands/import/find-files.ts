import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const RECORD = /\.(json|ndjson)(\.gz)?$/i
/** Synthea's bundles of organizations and practitioners, which the patients' bundles look up by identifier. */
const FIRST = /(hospital|practitioner)Information/

/** Something to import: a path, or why it cannot be one. */
export type FoundFile = { readonly path: string } | { readonly path: string; readonly fault: string }

/**
 * The record files among `paths`, folders searched to the bottom, in a stable order: what others refer to comes first.
 */
export async function findFiles(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found = (await Promise.all(paths.map(filesAt))).flat()
  return found.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
}

function rank(file: FoundFile): number {
  return FIRST.test(file.path) ? 0 : 1
}

async function filesAt(path: string): Promise<FoundFile[]> {
  const about = await stat(path).catch(() => undefined)
  if (!about) return [{ path, fault: 'there is no such file or folder' }]
  if (!about.isDirectory()) return [{ path }]
  const names = await readdir(path, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile() && RECORD.test(entry.name))
    .map((entry) => ({ path: join(entry.parentPath, entry.name) }))
}
