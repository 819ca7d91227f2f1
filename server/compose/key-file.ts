import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A key of 32 bytes in the data folder, where a server has made it before. */
export async function readKeyFile(dataDir: string, file: string): Promise<Uint8Array | undefined> {
  try {
    return Buffer.from(await readFile(join(dataDir, file), 'utf8'), 'base64url')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Reads the key, or makes it at the first start; two that start together end up with the same one. */
export async function ensureKeyFile(dataDir: string, file: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true })
  const known = await readKeyFile(dataDir, file)
  if (known) return known
  // Linked when it is whole: nobody reads half a key, also where the process was killed.
  const draft = join(dataDir, `${file}.${randomUUID()}`)
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  await link(draft, join(dataDir, file)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await rm(draft)
  const key = await readKeyFile(dataDir, file)
  if (!key) throw new Error(`The key ${file} in ${dataDir} went away while it was read.`)
  return key
}
