import type { IncomingMessage } from 'node:http'
import type { Deadline } from '#ports/deadline.ts'
import { fault, overLimit } from '../../fhir/fault.ts'

/**
 * Reads the whole body of a request.
 * @param limit bytes
 * @throws FhirError 413 when it is larger; what follows is thrown away, so that the client can read the answer. 415 when
 * it is compressed. 400 when the client goes away in the middle. 408 when it has not come in time.
 */
export function readBody(incoming: IncomingMessage, limit: number, deadline: Deadline): Promise<Uint8Array> {
  const encoding = incoming.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    return Promise.reject(
      fault(415, 'not-supported', `The body came with Content-Encoding ${encoding}; send it plain.`),
    )
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge(limit))
  if (incoming.readableEnded) return Promise.resolve(new Uint8Array())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= limit) {
        chunks.push(chunk)
        return
      }
      incoming.off('data', onData)
      incoming.resume()
      reject(tooLarge(limit))
    }
    incoming.on('data', onData)
    const stop = deadline.whenPassed(() => {
      reject(late(deadline))
    })
    incoming.once('end', () => {
      stop()
      const [only] = chunks
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks))
    })
    incoming.once('error', (cause) => {
      reject(cutOff(cause))
    })
    incoming.once('close', () => {
      if (!incoming.complete) reject(cutOff())
    })
  })
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
