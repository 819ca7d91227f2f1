import type { IncomingMessage, ServerResponse } from 'node:http'

/** Headers by name. */
type Headers = Readonly<Record<string, string>>

/** What every answer says to browsers, by what it is. */
export interface AnswerHeaders {
  /** Records and errors of programs: nothing to be shown, run, framed or kept. */
  readonly data: Headers
  /** Pages load their own style and nothing else, run no script, and stand in nobody's frame. */
  readonly page: Headers
  /** The same for pages of sign-in, whose form ends at the app: `form-action` would stop the browser on its way there. */
  readonly signIn: Headers
}

/** A year, in seconds. Whatever else lies below our name is not ours to speak for. */
const HSTS = 'max-age=31536000'
const PAGE = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** @param https whether clients reach us by https alone (HSTS, RFC 6797) */
export function answerHeaders(https: boolean): AnswerHeaders {
  const common = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(https ? { 'strict-transport-security': HSTS } : {}),
  }
  const page = (policy: string) => ({
    ...common,
    'content-security-policy': policy,
    'cross-origin-resource-policy': 'same-origin',
  })
  return {
    data: { ...common, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
    page: page(`${PAGE}; form-action 'self'`),
    signIn: page(PAGE),
  }
}

/** Puts them on what is not FHIR, before anybody answers: who has reasons says otherwise (the app's pages in an EHR's frame). */
export function withAnswerHeaders<T>(
  { page, signIn }: AnswerHeaders,
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => T,
) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): T => {
    const headers = (incoming.url ?? '').startsWith('/auth/') ? signIn : page
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
    return answer(incoming, outgoing)
  }
}
