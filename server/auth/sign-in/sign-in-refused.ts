import { OutboundFault } from '#ports/outbound-fetch.ts'
import type { NotStaffReason } from '#ports/staff-access.ts'

/**
 * Why somebody is not let in: the answer belongs to no sign-in that is under way; the provider said no, could not be asked,
 * or said what does not hold; it vouches for somebody whom no practice of it lets in.
 */
export type SignInFault = 'state' | 'provider-refused' | 'provider-unreachable' | 'identity-refused' | NotStaffReason

/** Somebody is not let in. The message is for the log: it names no one. */
export class SignInRefused extends Error {
  readonly code = 'SIGN_IN_REFUSED'
  readonly fault: SignInFault
  /** What exactly did not hold, where it is known. Names no one either. */
  readonly reason: string | undefined

  constructor(fault: SignInFault, options?: ErrorOptions) {
    super(`sign-in: ${fault}`, options)
    this.fault = fault
    this.reason = reasonOf(options?.cause)
  }
}

/** For the operator: an error code of OAuth, or the library's or our own words, which hold nothing of anybody. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof OutboundFault) return error.message
  if (!(error instanceof Error)) return undefined
  const { error: said, code } = error as { readonly error?: unknown; readonly code?: unknown }
  if (typeof said === 'string') return /^[a-z_]{1,60}$/.test(said) ? said : undefined
  const deeper = reasonOf(error.cause)
  return deeper ?? (typeof code === 'string' && code.startsWith('OAUTH_') ? error.message : undefined)
}
