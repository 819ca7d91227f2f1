import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Resource } from '@medplum/fhirtypes'

const unzip = promisify(gunzip)

/** One resource of a file, with the URL under which the others in the file refer to it. */
export interface RecordEntry {
  readonly fullUrl?: string
  readonly resource: Resource
}

/**
 * Reads a file of FHIR JSON, gzipped or not: a Bundle of any type, a single resource, or NDJSON.
 * @throws Error with the reason, in words for the person who chose the file.
 */
export async function readRecord(path: string): Promise<readonly RecordEntry[]> {
  const bytes = await readFile(path)
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = (zipped ? await unzipped(bytes) : bytes).toString('utf8')
  if (/\.ndjson(\.gz)?$/i.test(path)) return readLines(text)
  return entriesOf(parse(text, 'the file'))
}

async function unzipped(bytes: Buffer): Promise<Buffer> {
  try {
    return await unzip(bytes)
  } catch (cause) {
    throw new Error(`it cannot be unpacked: ${(cause as Error).message}`, { cause })
  }
}

function readLines(text: string): RecordEntry[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ resource: asResource(parse(line, `line ${index + 1}`), `line ${index + 1}`) }],
  )
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
  if (resource.resourceType !== 'Bundle') return [{ resource }]
  return (resource.entry ?? []).map((entry, index) => {
    const method = entry.request?.method
    if (method && method !== 'POST' && method !== 'PUT')
      throw new Error(`entry ${index} asks for ${method}: an import only adds and replaces`)
    return {
      resource: asResource(entry.resource, `entry ${index}`),
      ...(entry.fullUrl ? { fullUrl: entry.fullUrl } : {}),
    }
  })
}

function asResource(value: unknown, where: string): Resource {
  if (typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string')
    return value as Resource
  throw new Error(`${where} holds no FHIR resource (no resourceType)`)
}
