import type { IncomingMessage } from 'node:http'
import type { Deadline } from '#ports/deadline.ts'
import { fault, overLimit } from '../../fhir/fault.ts'

/** What bounds the reading of a body. */
export interface BodyBounds {
  /** Bytes. */
  readonly limit: number
  readonly deadline: Deadline
  /** Holds so many bytes more. @throws Error where that is too much */
  readonly hold: (bytes: number) => void
}

/**
 * Reads the whole body of a request.
 * @throws FhirError 413 when it is larger; what follows is thrown away, so that the client can read the answer. 415 when
 * it is compressed. 400 when the client goes away in the middle. 408 when it has not come in time. 429 when too much is held.
 */
export function readBody(incoming: IncomingMessage, { limit, deadline, hold }: BodyBounds): Promise<Uint8Array> {
  const encoding = incoming.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    return Promise.reject(
      fault(415, 'not-supported', `The body came with Content-Encoding ${encoding}; send it plain.`),
    )
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge(limit))
  if (incoming.readableEnded) return Promise.resolve(new Uint8Array())
  return new Promise((resolve, reject) => {
    const pieces = new Pieces()
    const onData = (chunk: Buffer) => {
      try {
        if (pieces.bytes + chunk.byteLength > limit) throw tooLarge(limit)
        hold(chunk.byteLength)
        pieces.add(chunk)
      } catch (error) {
        incoming.off('data', onData)
        incoming.resume()
        reject(error instanceof Error ? error : new Error('The body could not be held.', { cause: error }))
      }
    }
    incoming.on('data', onData)
    const stop = deadline.whenPassed(() => {
      reject(late(deadline))
    })
    incoming.once('end', () => {
      stop()
      resolve(pieces.joined())
    })
    incoming.once('error', (cause) => {
      reject(cutOff(cause))
    })
    incoming.once('close', () => {
      if (!incoming.complete) reject(cutOff())
    })
  })
}

/** Pieces shorter than this are joined as they come: of a body that comes byte by byte each would take two hundred. */
const SHORT = 4096
/** So many at a time. */
const JOINED = 1024

/** The pieces of a body. */
class Pieces {
  readonly #pieces: Buffer[] = []
  #short: Buffer[] = []
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  add(piece: Buffer): void {
    this.#bytes += piece.byteLength
    if (piece.byteLength < SHORT) this.#short.push(piece)
    else this.#close(piece)
    if (this.#short.length >= JOINED) this.#close()
  }

  joined(): Buffer {
    this.#close()
    const [only] = this.#pieces
    return this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces)
  }

  #close(...more: readonly Buffer[]): void {
    const [only] = this.#short
    if (only) this.#pieces.push(this.#short.length === 1 ? only : Buffer.concat(this.#short))
    this.#short = []
    this.#pieces.push(...more)
  }
}

function tooLarge(limit: number): Error {
  const megabytes = Math.round((limit / 1024 / 1024) * 10) / 10
  return overLimit('MAX_BODY_MB', 413, `The body is larger than ${megabytes} MB, the most that one request may bring.`)
}

/** What still comes of it nobody reads: the connection must end. */
function late(deadline: Deadline): Error {
  return fault(408, 'timeout', `The body did not come in time. ${deadline.fault().message}`, {
    headers: { connection: 'close' },
  })
}

function cutOff(cause?: unknown): Error {
  return fault(400, 'structure', 'The connection ended before the whole body had come.', { cause })
}
