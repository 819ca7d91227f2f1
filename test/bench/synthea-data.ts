import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Bundle } from '@medplum/fhirtypes'
import { chartOf } from './chart-data.ts'

/** A patient's record as one transaction. */
export interface ImportBundle {
  readonly file: string
  readonly text: string
  readonly entries: number
  /** A real Synthea record; else one made up here. */
  readonly synthea: boolean
}

/** Records without conditional references, so that each stands for itself. */
const FOLDERS = ['smart-v2.4', 'bulk-v2.5'].map((name) => join('..', 'shared', 'data', 'synthea', name))

/** Synthea records where they are beside the repository, else as many made-up ones. */
export async function importBundles(most: number): Promise<readonly ImportBundle[]> {
  const files = (await Promise.all(FOLDERS.map(recordsIn))).flat().slice(0, most)
  if (files.length === 0) return generated(most)
  return Promise.all(files.map((file) => readBundle(file, true)))
}

/** The text of a bundle, plain or gzipped. */
export async function readBundleText(file: string): Promise<string> {
  const bytes = await readFile(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}

async function readBundle(file: string, synthea: boolean): Promise<ImportBundle> {
  const text = await readBundleText(file)
  return { file, text, entries: (JSON.parse(text) as Bundle).entry?.length ?? 0, synthea }
}

async function recordsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.filter((name) => name.endsWith('.json.gz')).map((name) => join(folder, name))
}

async function generated(count: number): Promise<readonly ImportBundle[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ccm-bench-bundles-'))
  return Promise.all(
    Array.from({ length: count }, async (_unused, at) => {
      const file = join(folder, `${at}.json`)
      await writeFile(file, JSON.stringify(bundleOf(`made${at}`)))
      return readBundle(file, false)
    }),
  )
}

function bundleOf(id: string): Bundle {
  const resources = Array.from({ length: 10 }, (_unused, at) => chartOf(`${id}-${at}`)).flat()
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` },
    })),
  }
}
