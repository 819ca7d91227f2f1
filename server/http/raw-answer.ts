import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FhirError } from '../fhir/fault.ts'
import { fault } from '../fhir/fault.ts'
import { FHIR_JSON } from '../fhir/media-types.ts'
import { failureOf } from '../fhir/outcome.ts'
import type { AnswerHeaders } from './answer-headers.ts'
import type { HttpLimits } from './http-limits.ts'

/**
 * Answers what never became a request: a broken head, one that is too large, or one that did not come in time. Nobody knows
 * by then whether it was for the FHIR base; an OperationOutcome says it to everybody. The connection ends.
 */
export function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  { limits, headers }: { readonly limits: HttpLimits; readonly headers: AnswerHeaders },
): void {
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) {
    socket.destroy(error)
    return
  }
  socket.end(responseText(faultOf(error.code ?? '', limits), headers))
}

/** Answers a request whose head asks for what there is not, and ends its connection. */
export function refuseHead(outgoing: ServerResponse, error: FhirError, { data }: AnswerHeaders): void {
  const { status, outcome, headers } = failureOf(error)
  const body = JSON.stringify(outcome)
  const length = Buffer.byteLength(body)
  outgoing.writeHead(status, {
    ...data,
    'content-type': FHIR_JSON,
    'content-length': length,
    ...headers,
    connection: 'close',
  })
  outgoing.end(body)
}

function faultOf(code: string, { headerBytes, requestSeconds }: HttpLimits): FhirError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return fault(
      431,
      'too-long',
      `URL and headers together are larger than ${Math.round(headerBytes / 1024)} kB (setting MAX_HEADER_KB). A long search can be sent by POST to _search.`,
    )
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return fault(
      408,
      'timeout',
      `The request did not come within ${requestSeconds} seconds (setting MAX_REQUEST_SECONDS), or its headers not within ${HEADERS_SECONDS}.`,
    )
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return fault(413, 'too-long', 'The chunks of the body have more extensions than are read.')
  return fault(400, 'structure', 'The request is not HTTP: its first line, headers or chunks cannot be read.')
}

/** Headers that trickle in are waited for so long, in seconds. */
export const HEADERS_SECONDS = 20

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
}

function responseText(error: FhirError, { data }: AnswerHeaders): string {
  const { status, outcome } = failureOf(error)
  const body = JSON.stringify(outcome)
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`,
    `Content-Type: ${FHIR_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(data).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

/** An answer to an earlier request of the connection is on its way: nothing may be put between. */
function isAnswering(socket: Duplex & { readonly _httpMessage?: Pick<ServerResponse, 'headersSent'> | null }): boolean {
  return socket._httpMessage?.headersSent === true
}
