/** The embedded database cannot run here. The message says what stands in the way and what would help. */
export class EmbeddedDatabaseError extends Error {
  readonly code: 'NO_BINARIES' | 'NO_USER' | 'UNREACHABLE' | 'IN_USE' | 'WRONG_VERSION' | 'NO_PASSWORD' | 'FAILED'

  constructor(code: EmbeddedDatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
