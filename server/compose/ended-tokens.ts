import type { Clock } from '#ports/clock.ts'
import { InvalidToken, type TokenVerifier } from '../auth/token-verifier.ts'
import { TOKEN_SECONDS } from '../auth/provider/resource-server.ts'
import { OWN_APP } from '../auth/provider/registered-client.ts'

/**
 * Access tokens of our app that the demo's sandbox EHR has ended, by patient: whatever was issued before. How an app bears that
 * a token dies under its hands can be tried in this way.
 */
export class EndedTokens {
  readonly #clock: Clock
  /** By patient: tokens that would have lived beyond this instant were issued later. */
  readonly #before = new Map<string, number>()
  #whenEnded: () => void = () => undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  end(patient: string): void {
    this.#before.set(patient, (Math.floor(this.#clock.now() / 1000) + TOKEN_SECONDS) * 1000)
    this.#whenEnded()
  }

  /** Calls the handler when tokens were ended: a verdict that is remembered holds no longer. */
  whenEnded(handler: () => void): void {
    this.#whenEnded = handler
  }

  /** The same verifier, but for what was ended. */
  within(inner: TokenVerifier): TokenVerifier {
    return {
      verify: async (token) => {
        const principal = await inner.verify(token)
        const { client, patient, expires } = principal
        if (client === OWN_APP && patient !== undefined && expires < (this.#before.get(patient) ?? 0))
          throw new InvalidToken('The token was ended by the sandbox EHR.')
        return principal
      },
    }
  }
}
