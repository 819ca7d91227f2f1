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

  constructor(fault: SignInFault, options: ErrorOptions & { readonly reason?: string } = {}) {
    super(`sign-in: ${fault}`, options)
    this.fault = fault
    this.reason = options.reason
  }
}
