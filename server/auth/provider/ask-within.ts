import inject from 'light-my-request'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<unknown>

/** Asks a listener of this process in the shape of `fetch`: no address, port or certificate of our own is needed. */
export function askWithin(listener: Listener): OutboundFetch {
  return async (url, { method = 'GET', headers, body } = {}) => {
    const { pathname, search } = new URL(url)
    const answer = await inject((incoming, outgoing) => void listener(incoming, outgoing), {
      method,
      url: `${pathname}${search}`,
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === 'string' ? { payload: body } : {}),
    })
    const received = new Headers()
    for (const [name, value] of Object.entries(answer.headers))
      for (const one of [value].flat()) if (one !== undefined) received.append(name, String(one))
    return new Response(answer.rawPayload.byteLength === 0 ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: received,
    })
  }
}
