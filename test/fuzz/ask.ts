import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'

/** A request as a fuzzer makes it up: nothing of it need be sensible. */
export interface Ask {
  readonly method: string
  /** Below the FHIR base, as it goes out. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** The server gives up on a request by itself before that, in milliseconds: what takes longer hangs. */
const HUNG = 30_000

/** Connections that stay open between requests, as clients have them. */
export const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Sends a request whose headers are lawful. Rejects when it hangs or the connection breaks. */
export function send(base: string, token: string, { method, path, headers, body }: Ask): Promise<Answered> {
  const { hostname, port, pathname } = new URL(base)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: hostname,
        port,
        method,
        path: pathname + path,
        headers: { authorization: `Bearer ${token}`, ...headers },
        timeout: HUNG,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${HUNG / 1000} s: ${method} ${path}`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

/**
 * Sends bytes that need be no HTTP at all, and answers with what came back until the server closed; undefined when it
 * closed without a word.
 */
export function sendBytes(base: string, bytes: Uint8Array): Promise<Answered | undefined> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.setTimeout(HUNG, () => socket.destroy(new Error(`No answer within ${HUNG / 1000} s.`)))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close while the rest of the request is still on its way.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(readAnswer(Buffer.concat(chunks)))
      else reject(error)
    })
    socket.on('close', () => {
      resolve(readAnswer(Buffer.concat(chunks)))
    })
    socket.end(bytes)
  })
}

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n'

/** The first answer in what came back. */
function readAnswer(received: Buffer): Answered | undefined {
  const goesOn = received.subarray(0, CONTINUE.length).toString('latin1') === CONTINUE
  const bytes = goesOn ? received.subarray(CONTINUE.length) : received
  const text = bytes.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
  if (end < 0 || status === undefined) return undefined
  const headers = Object.fromEntries(
    text
      .slice(0, end)
      .split('\r\n')
      .slice(1)
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
      }),
  )
  const length = Number(headers['content-length'] ?? NaN)
  const body = bytes.subarray(Buffer.byteLength(text.slice(0, end + 4)))
  return {
    status: Number(status),
    headers,
    text: body.subarray(0, Number.isNaN(length) ? body.length : length).toString('utf8'),
  }
}
