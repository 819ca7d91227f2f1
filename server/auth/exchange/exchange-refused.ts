/** Errors of the token endpoint (RFC 6749 section 5.2, RFC 8693 section 2.2.2), and that an EHR cannot be reached. */
export type ExchangeFault =
  'invalid_request' | 'invalid_grant' | 'invalid_scope' | 'invalid_target' | 'temporarily_unavailable'

/** What the caller is told. Why a grant is refused is nobody's business but the operator's. */
const WORDS: Readonly<Record<ExchangeFault, string>> = {
  invalid_request: 'The request is not a token exchange as this server knows it.',
  invalid_grant: 'The EHR, its token or the patient in context was not accepted.',
  invalid_scope: 'None of the scopes asked for can be granted.',
  invalid_target: 'This server gives no tokens for another one.',
  temporarily_unavailable: 'The EHR cannot be reached. Try again.',
}

/** An exchange that is not made. */
export class ExchangeRefused extends Error {
  readonly code = 'EXCHANGE_REFUSED'
  /** `error` of the answer. */
  readonly error: ExchangeFault
  readonly status: 400 | 503
  /** For the log and the audit trail: a code, nothing of the token and of no patient. */
  readonly reason: string

  /** @param told `error_description`: names parameters at most */
  constructor(error: ExchangeFault, reason: string, told: string = WORDS[error], options?: ErrorOptions) {
    super(told, options)
    this.error = error
    this.reason = reason
    this.status = error === 'temporarily_unavailable' ? 503 : 400
  }
}
