import type { ServerResponse } from 'node:http'
import type { Log } from '#ports/log.ts'

/**
 * Sends a body in pieces, no faster than the client takes them. What goes wrong on the way ends the connection in the middle
 * of the body, which no client takes for the end of it. Never rejects.
 */
export async function sendPieces(outgoing: ServerResponse, pieces: AsyncIterable<string>, log: Log): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (!outgoing.write(piece)) await drained(outgoing)
      if (outgoing.destroyed) return
    }
    outgoing.end()
  } catch (error) {
    log.error('answer broken off', { error: error instanceof Error ? error.name : typeof error })
    outgoing.destroy()
  }
}

/** Resolves when there is room again, or nobody listens any more. */
function drained(outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.once('drain', done)
    outgoing.once('close', done)
  })
}
