/** What the page can say of a launch or session that does not go on (docs/app-launch.md, failures). */
const STATUS = {
  'unknown-issuer': 400,
  'issuer-unreachable': 503,
  'launch-used': 410,
  'no-patient': 400,
  'refused-permission': 403,
  'clock-differs': 400,
  'identity-refused': 403,
  'other-browser': 403,
  'patient-not-readable': 403,
  'ehr-refused': 400,
  'session-ended': 401,
  'wrong-patient': 409,
  'bad-request': 400,
} as const

export type SessionFault = keyof typeof STATUS

/** A launch or a session of the app does not go on. */
export class SessionRefused extends Error {
  readonly code = 'SESSION_REFUSED'
  readonly fault: SessionFault
  readonly status: number
  /** Strings for the sentence that the page shows; nothing of a patient. */
  readonly details: Readonly<Record<string, string>>

  constructor(fault: SessionFault, details: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(fault, options)
    this.fault = fault
    this.status = STATUS[fault]
    this.details = details
  }
}
