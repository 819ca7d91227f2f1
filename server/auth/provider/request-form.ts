import type { IncomingMessage } from 'node:http'

/** What the library takes of a form, in bytes. */
const LIMIT = 56 * 1024

/**
 * Reads the form of a request, and puts it back: the library reads it from the request itself. What is longer than it takes is
 * read no further, and refused by it. Undefined where the request holds no form.
 */
export async function requestForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) return undefined
  const body = await read(request)
  putBack(request, body)
  return new URLSearchParams(body.toString('utf8'))
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > LIMIT) break
  }
  return Buffer.concat(chunks)
}

/** Whoever reads the request from now on reads this. */
export function putBack(request: IncomingMessage, body: Buffer): void {
  request.headers['content-length'] = String(body.byteLength)
  Object.defineProperties(request, {
    readable: { value: true, configurable: true },
    iterator: {
      configurable: true,
      value: async function* () {
        yield await Promise.resolve(body)
      },
    },
  })
}
