import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A listening server of HTTP. */
export interface HttpServer {
  readonly port: number
  /** Takes nothing new, waits until what is under way is answered, at most `patience` milliseconds. */
  drain(patience: number): Promise<void>
}

/** The port is taken, or may not be used: the message says what to do. Stops the start. */
class ListenError extends Error {
  readonly code = 'LISTEN'
}

/** @throws ListenError */
export async function listen(
  listener: RequestListener,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 300_000 }, listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(explain(error, port, host), { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, drain: (patience) => drain(server, patience) }
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use: another program listens there, perhaps a CCM on FHIR that runs already. Stop it, or choose another port: PORT=8081 npm start`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`
  return `The server cannot listen on ${host}:${port}: ${message}`
}

async function drain(server: Server, patience: number): Promise<void> {
  const closed = new Promise<unknown>((resolve) => server.close(resolve))
  // A connection that has been answered stays open for the next request, which will not come here.
  const idle = setInterval(() => {
    server.closeIdleConnections()
  }, 20)
  await Promise.race([closed, sleep(patience, undefined, { ref: false })])
  clearInterval(idle)
  server.closeAllConnections()
}
