import { Browser, type Form, type Seen } from '../smart/browser.ts'
import type { Asked, Authorizing, TokenAnswer } from '../smart/smart-client.ts'
import type { ProviderTwist, TestIdentityProvider } from './identity-provider.ts'
import type { ProductionServer } from './production-server.ts'

/** Somebody in front of a browser who signs in to the server's own app by a provider. */
export class SignInFlow {
  /** Another's, where somebody has signed in before. */
  browser = new Browser()
  readonly #server: ProductionServer
  readonly #provider: TestIdentityProvider
  readonly #asked: Asked
  readonly #authorizing: Authorizing
  /** The page that is shown. */
  page: Seen | undefined

  /** @param client another's app, and where it is sent back to; else it is the server's own */
  constructor(
    server: ProductionServer,
    provider: TestIdentityProvider,
    scope = 'openid fhirUser user/*.cruds',
    client: Pick<Asked, 'client' | 'redirectUri'> = { client: 'ccm-app', redirectUri: `${server.url}/app/` },
  ) {
    this.#server = server
    this.#provider = provider
    this.#asked = { ...client, scope }
    this.#authorizing = server.smart.authorizing(this.#asked)
  }

  /** Opens the sign-in page. */
  async open(): Promise<Seen> {
    return (this.page = await this.browser.follow(this.#authorizing.url, `${this.#server.url}/auth`))
  }

  /** Presses the provider's button. Answers where the provider sends the browser back to. */
  async atProvider(twist: ProviderTwist): Promise<URL> {
    if (!this.page) await this.open()
    const sent = await this.#send({ answer: 'provider', provider: '0' })
    this.#provider.next = twist
    const { location } = await this.browser.go(sent.location ?? '')
    if (!location) throw new Error('The provider sends nowhere.')
    return location
  }

  /** The same, and back: the page that is then shown. */
  async arrive(twist: ProviderTwist): Promise<Seen> {
    return (this.page = await this.browser.follow(await this.atProvider(twist), `${this.#server.url}/auth`))
  }

  /** Answers the page that is shown. What follows is the next page, or the app. */
  async answer(form: Form): Promise<Seen> {
    let seen = await this.#send(form)
    while (seen.location?.href.startsWith(`${this.#server.url}/auth`) === true)
      seen = await this.browser.go(seen.location)
    return (this.page = seen)
  }

  /** Lets the app in, and redeems its code. */
  async tokens(form: Form = {}): Promise<TokenAnswer> {
    const { location } = await this.answer({ answer: 'allow', ...form })
    return this.#server.smart.redeem(this.#asked, location, this.#authorizing.verifier)
  }

  #send(form: Form): Promise<Seen> {
    const text = this.page?.text ?? ''
    const [, action = ''] = /action="([^"]+)"/.exec(text) ?? []
    const [, check = ''] = /name="check" value="([^"]+)"/.exec(text) ?? []
    return this.browser.go(new URL(action, this.#server.url), { check, ...form })
  }
}
