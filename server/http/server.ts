import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fault } from '../fhir/fault.ts'
import type { HttpLimits } from './http-limits.ts'
import type { AnswerHeaders } from './answer-headers.ts'
import { answerUnreadable, HEADERS_SECONDS, refuseHead } from './raw-answer.ts'

/** A listening server of HTTP. */
export interface HttpServer {
  readonly port: number
  /**
   * Waits until what is under way now is answered, or `hurry` says that it has waited long enough; then closes. Until then it
   * listens: whoever answers requests tells new ones to come again.
   */
  drain(hurry: Promise<void>): Promise<void>
}

/** Where to listen, and what is taken. */
export interface ListenOptions {
  readonly port: number
  readonly host: string
  readonly limits: HttpLimits
  /** Of what is refused before it is a request. */
  readonly headers: AnswerHeaders
}

/** The port is taken, or may not be used: the message says what to do. Stops the start. */
class ListenError extends Error {
  readonly code = 'LISTEN'
}

/** @throws ListenError */
export async function listen(listener: RequestListener, options: ListenOptions): Promise<HttpServer> {
  const { port, host, limits, headers } = options
  const underWay = new Set<ServerResponse>()
  const server = createServer(settings(limits), (incoming, outgoing) => {
    underWay.add(outgoing)
    outgoing.once('close', () => underWay.delete(outgoing))
    if (incoming.headers.host === undefined && incoming.httpVersion === '1.1')
      refuseHead(outgoing, fault(400, 'structure', 'The request has no Host header.'), headers)
    else listener(incoming, outgoing)
  })
  server.on('clientError', (error, socket) => {
    answerUnreadable(error, socket, options)
  })
  server.on('checkExpectation', (_incoming, outgoing) => {
    refuseHead(outgoing, fault(417, 'not-supported', 'The one expectation that can be met is 100-continue.'), headers)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(explain(error, port, host), { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, drain: (hurry) => drain(server, underWay, hurry) }
}

function settings({ headerBytes, requestSeconds }: HttpLimits) {
  return {
    keepAliveTimeout: 65_000,
    requestTimeout: requestSeconds * 1000,
    headersTimeout: Math.min(HEADERS_SECONDS, requestSeconds) * 1000,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: headerBytes,
    // Asked for above, with words.
    requireHostHeader: false,
  }
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use: another program listens there, perhaps a CCM on FHIR that runs already. Stop it, or choose another port: PORT=8081 npm start`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`
  return `The server cannot listen on ${host}:${port}: ${message}`
}

/** Answers that were written go out within so long, in milliseconds. */
const LAST_WORDS = 1000

async function drain(server: Server, underWay: ReadonlySet<ServerResponse>, hurry: Promise<void>): Promise<void> {
  const begun = answered([...underWay])
  await Promise.race([begun, hurry])
  // Who was told to hurry says so within moments.
  await Promise.race([begun, sleep(LAST_WORDS, undefined, { ref: false })])
  const closed = new Promise<unknown>((resolve) => server.close(resolve))
  // A connection that has been answered stays open for the next request, which will not come here.
  const idle = setInterval(() => {
    server.closeIdleConnections()
  }, 20)
  await Promise.race([closed, sleep(LAST_WORDS, undefined, { ref: false })])
  clearInterval(idle)
  server.closeAllConnections()
}

async function answered(responses: readonly ServerResponse[]): Promise<void> {
  await Promise.all(responses.filter(({ closed }) => !closed).map((response) => once(response, 'close')))
}
