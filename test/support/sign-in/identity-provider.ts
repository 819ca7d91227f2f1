import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose'

/** Who signs in at the provider next, and what of its answer a test twists. */
export interface ProviderTwist {
  /** Claims of the id_token; what is undefined is left out. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** What the userinfo endpoint says besides `sub`. */
  readonly userInfo?: Readonly<Record<string, unknown>>
  /** Signs with a key that the provider does not publish. */
  readonly foreignKey?: boolean
  /** Parameters of the address that the browser is sent back to. */
  readonly back?: Readonly<Record<string, string>>
  /** Says no instead. */
  readonly error?: string
}

interface Code {
  readonly challenge: string
  readonly redirectUri: string
  readonly nonce: string
  readonly twist: ProviderTwist
}

interface Answer {
  readonly status: number
  readonly body: object
  readonly location?: string
}

/** An OpenID Connect provider on this machine: discovery, code flow with PKCE and a client secret, userinfo. */
export class TestIdentityProvider {
  readonly clientId = 'ccm-on-fhir'
  readonly secret = 'pro vider:s%cret'
  /** What the next sign-in there is. */
  next: ProviderTwist = {}
  /** How our client proves itself: `client_secret_basic` unless told otherwise. */
  method: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' = 'client_secret_basic'
  /** The key of our client. */
  clientKey: JWK | undefined
  /** Whose name its discovery document bears; absent: its own. */
  poses: string | undefined
  /** Answers nothing that it is asked. */
  isDown = false
  /** Requests so far, by path. */
  readonly asked: string[] = []
  readonly #http: Server
  readonly #key: CryptoKey
  readonly #foreign: CryptoKey
  readonly #jwk: JWK
  readonly #codes = new Map<string, Code>()
  readonly #tokens = new Map<string, ProviderTwist>()

  private constructor(http: Server, keys: readonly CryptoKey[], jwk: JWK) {
    this.#http = http
    ;[this.#key, this.#foreign] = keys as [CryptoKey, CryptoKey]
    this.#jwk = jwk
  }

  static async start(): Promise<TestIdentityProvider> {
    const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
    const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
    const running: { provider?: TestIdentityProvider } = {}
    const http = createServer((incoming, outgoing) => {
      void running.provider?.answer(incoming).then(({ status, body, location }) => {
        outgoing.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) })
        outgoing.end(JSON.stringify(body))
      })
    })
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
    return (running.provider = new TestIdentityProvider(http, [own.privateKey, foreign.privateKey], jwk))
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections()
    await new Promise((done) => this.#http.close(done))
  }

  async answer(incoming: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(incoming.url ?? '', this.issuer)
    this.asked.push(pathname)
    if (this.isDown) return { status: 503, body: {} }
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: this.#metadata() }
      case '/authorize':
        return this.#authorize(searchParams)
      case '/token':
        return this.#token(new URLSearchParams(await bodyOf(incoming)), incoming.headers.authorization)
      case '/userinfo':
        return this.#userInfo(incoming.headers.authorization)
      case '/jwks':
        return { status: 200, body: { keys: [this.#jwk] } }
      default:
        return { status: 404, body: {} }
    }
  }

  #metadata() {
    const { issuer } = this
    return {
      issuer: this.poses ?? issuer,
      token_endpoint_auth_methods_supported: [this.method],
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  #authorize(query: URLSearchParams): Answer {
    const wanted = { response_type: 'code', client_id: this.clientId, code_challenge_method: 'S256' }
    const wrong = Object.entries(wanted).filter(([name, value]) => query.get(name) !== value)
    const [nonce, state, challenge] = ['nonce', 'state', 'code_challenge'].map((name) => query.get(name) ?? '')
    if (wrong.length > 0 || !nonce || !state || !challenge || !query.get('scope')?.split(' ').includes('openid'))
      return { status: 400, body: { error: 'invalid_request', wrong } }
    const { next: twist } = this
    const redirectUri = query.get('redirect_uri') ?? ''
    const code = randomUUID()
    this.#codes.set(code, { challenge, redirectUri, nonce, twist })
    const back = new URL(redirectUri)
    const said = twist.error === undefined ? { code } : { error: twist.error }
    for (const [name, value] of Object.entries({ state, iss: this.issuer, ...said, ...twist.back }))
      back.searchParams.set(name, value)
    return { status: 302, body: {}, location: back.href }
  }

  async #token(form: URLSearchParams, authorization: string | undefined): Promise<Answer> {
    if (!(await this.#proves(form, authorization))) return { status: 401, body: { error: 'invalid_client' } }
    const name = form.get('code') ?? ''
    const code = this.#codes.get(name)
    this.#codes.delete(name)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
      return { status: 400, body: { error: 'invalid_grant' } }
    const accessToken = randomUUID()
    this.#tokens.set(accessToken, code.twist)
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: 300 }
    return { status: 200, body: { ...answer, id_token: await this.#idToken(code) } }
  }

  /** RFC 6749 section 2.3.1: in the header both parts are form-encoded. RFC 7523 for keys. */
  async #proves(form: URLSearchParams, authorization = ''): Promise<boolean> {
    if (this.method === 'client_secret_post')
      return form.get('client_id') === this.clientId && form.get('client_secret') === this.secret
    if (this.method === 'private_key_jwt') {
      const keys = createLocalJWKSet({ keys: this.clientKey ? [this.clientKey] : [] })
      const expected = { issuer: this.clientId, subject: this.clientId, requiredClaims: ['jti', 'exp', 'aud'] }
      return jwtVerify(form.get('client_assertion') ?? '', keys, expected).then(
        () => true,
        () => false,
      )
    }
    const parts = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
    const [id, secret] = parts.map((part) => new URLSearchParams(`part=${part}`).get('part'))
    return id === this.clientId && secret === this.secret
  }

  #idToken({ nonce, twist }: Code): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: this.issuer, aud: this.clientId, sub: 's', iat: now, exp: now + 300, nonce, ...twist.claims }
    return new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(twist.foreignKey === true ? this.#foreign : this.#key)
  }

  #userInfo(authorization: string | undefined): Answer {
    const twist = this.#tokens.get(authorization?.replace('Bearer ', '') ?? '')
    if (!twist) return { status: 401, body: {} }
    return { status: 200, body: { sub: twist.claims?.['sub'] ?? 's', ...twist.userInfo } }
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  return text
}
