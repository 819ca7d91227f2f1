import type { Deadline } from '#ports/deadline.ts'
import type { Principal } from '../auth/principal.ts'

/** A request to the FHIR base, as any carrier of HTTP can give it. Nothing of it has been checked but the token. */
export interface FhirRequest {
  readonly method: string
  /** What follows the base URL, still percent-encoded: `''`, `/Patient/p1`, `/Task/_search`. */
  readonly path: string
  /** Without the question mark, still percent-encoded. */
  readonly query: string
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly principal: Principal
  /** Stands in `X-Request-Id`, in the log and in the audit trail. */
  readonly requestId: string
  readonly address?: string
  /** When it must have been answered; absent: whenever. */
  readonly deadline?: Deadline
  /** Whether so many bytes more of an answer in the making are held; false: the caller has too much under way. */
  readonly holds?: (bytes: number) => boolean
  /** Reads the whole body once. @throws FhirError 413 when it is larger than the limit */
  body(): Promise<Uint8Array>
}

export interface FhirResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** In pieces where it is too large to be held: they are made as they are asked for. */
  readonly body: string | Uint8Array | AsyncIterable<string> | null
}

/** Whether a body comes in pieces. */
export function isStream(body: FhirResponse['body']): body is AsyncIterable<string> {
  return body !== null && typeof body === 'object' && Symbol.asyncIterator in body
}

/** The value of a header that is sent once; of several the first. */
export function header(request: Pick<FhirRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : value?.[0]
}
