import type { Context, MiddlewareHandler } from 'hono'

/** What the authorization server's library takes of a form, in bytes: nothing that is sent to our pages is longer. */
const MOST = 56 * 1024

/**
 * Refuses a body that is longer than any form of ours (413), with its length said or not, before it lies in memory.
 * @param most bytes
 * @param refuse what is answered then
 */
export function shortBody(
  most = MOST,
  refuse: (c: Context) => Response = (c) => c.text(`What is sent here has ${most} bytes at most.\n`, 413),
): MiddlewareHandler {
  return async (c, next) => {
    const length = c.req.header('content-length')
    const fits = length === undefined ? await readShort(c, most) : Number(length) <= most
    if (!fits) return refuse(c)
    return next()
  }
}

/**
 * Reads a body that comes in pieces as far as it may be long; whoever asks for it afterwards has it from there. A request that
 * says neither its length nor that there are pieces has none (RFC 9112 section 6.3).
 */
async function readShort(c: Context, most: number): Promise<boolean> {
  const body = c.req.raw.body as ReadableStream<Uint8Array> | null
  if (c.req.header('transfer-encoding') === undefined || !body) return true
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    length += piece.byteLength
    if (length > most) return false
    pieces.push(piece)
  }
  // Hono keeps promises there, whatever its type says.
  Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(new Uint8Array(Buffer.concat(pieces)).buffer) })
  return true
}
