import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import type { Resource } from '@medplum/fhirtypes'

const unzip = promisify(gunzip)

/** Lines of NDJSON that go to the server together. */
const LINES = 1000

/** One resource of a file, with the URL under which the others in the file refer to it. */
export interface RecordEntry {
  readonly fullUrl?: string
  readonly resource: Resource
  /** Where it stands, for people: `entry 12`, `line 13`. */
  readonly place: string
}

/**
 * Reads a file of FHIR JSON, gzipped or not: a Bundle of any type or a single resource comes as a whole, NDJSON in parts.
 * @throws Error with the reason, in words for the person who chose the file.
 */
export async function* readRecord(path: string): AsyncGenerator<readonly RecordEntry[]> {
  const zipped = await isZipped(path)
  if (/\.ndjson(\.gz)?$/i.test(path)) yield* readLines(path, zipped)
  else yield await readWhole(path, zipped)
}

async function readWhole(path: string, zipped: boolean): Promise<readonly RecordEntry[]> {
  const bytes = await readFile(path)
  const text = (zipped ? await unzip(bytes).catch(unreadable) : bytes).toString('utf8')
  return entriesOf(parse(text, 'the file'))
}

async function isZipped(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const start = Buffer.alloc(2)
    await file.read(start, 0, 2, 0)
    return start[0] === 0x1f && start[1] === 0x8b
  } finally {
    await file.close()
  }
}

function unreadable(cause: unknown): never {
  throw new Error(`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
}

async function* readLines(path: string, zipped: boolean): AsyncGenerator<readonly RecordEntry[]> {
  let waiting: RecordEntry[] = []
  let number = 0
  for await (const line of linesOf(path, zipped)) {
    const place = `line ${++number}`
    if (line.trim() === '') continue
    waiting.push({ resource: asResource(parse(line, place), place), place })
    if (waiting.length < LINES) continue
    yield waiting
    waiting = []
  }
  if (waiting.length > 0) yield waiting
}

async function* linesOf(path: string, zipped: boolean): AsyncGenerator<string> {
  const file = createReadStream(path)
  const input = zipped ? file.pipe(createGunzip()) : file
  const failed = new Promise<never>((_resolve, reject) => {
    file.once('error', reject)
    input.once('error', reject)
  })
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), failed]).catch(unreadable)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    failed.catch(() => undefined)
    file.destroy()
  }
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${where} is not JSON: ${(cause as Error).message}`, { cause })
  }
}

function entriesOf(value: unknown): RecordEntry[] {
  const resource = asResource(value, 'the file')
  if (resource.resourceType !== 'Bundle') return [{ resource, place: 'the file' }]
  return (resource.entry ?? []).map((entry, index) => {
    const place = `entry ${index}`
    const method = entry.request?.method
    if (method && method !== 'POST' && method !== 'PUT')
      throw new Error(`${place} asks for ${method}: an import only adds and replaces`)
    return {
      resource: asResource(entry.resource, place),
      place,
      ...(entry.fullUrl ? { fullUrl: entry.fullUrl } : {}),
    }
  })
}

function asResource(value: unknown, where: string): Resource {
  if (typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string')
    return value as Resource
  throw new Error(`${where} holds no FHIR resource (no resourceType)`)
}
