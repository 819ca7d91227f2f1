import type { Duplex } from 'node:stream'
import type pg from 'pg'

/**
 * Makes what is sent on a connection in one turn of the event loop leave together, when the turn's input has been read:
 * one call of the kernel and one waking of PostgreSQL instead of one for each statement. The order stays.
 */
export function gatherWrites(client: pg.ClientBase): () => void {
  let gathering: Duplex | undefined
  const send = () => {
    gathering?.uncork()
    gathering = undefined
  }
  return () => {
    if (gathering) return
    gathering = streamOf(client)
    if (!gathering) return
    gathering.cork()
    setImmediate(send)
  }
}

/** pg has its socket at hand, but not among its types. */
function streamOf(client: pg.ClientBase & { readonly connection?: { readonly stream?: Duplex } }): Duplex | undefined {
  return client.connection?.stream
}
