import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILE = 'demo-token.key'

/** The key that signs demo tokens, where a demo server has run in this data folder before. */
export async function readDemoKey(dataDir: string): Promise<Uint8Array | undefined> {
  try {
    return Buffer.from(await readFile(join(dataDir, FILE), 'utf8'), 'base64url')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Reads the key, or makes it at a demo server's first start; two that start together end up with the same one. */
export async function ensureDemoKey(dataDir: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true })
  const known = await readDemoKey(dataDir)
  if (known) return known
  // Linked when it is whole: nobody reads half a key, also where the process was killed.
  const draft = join(dataDir, `${FILE}.${randomUUID()}`)
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  await link(draft, join(dataDir, FILE)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await rm(draft)
  const key = await readDemoKey(dataDir)
  if (!key) throw new Error(`The key of demo tokens in ${dataDir} went away while it was read.`)
  return key
}
