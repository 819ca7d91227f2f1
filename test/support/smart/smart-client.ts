import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { Browser, type Form, type Seen } from './browser.ts'

/** What the token endpoint answers. */
export interface TokenAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>> & {
    readonly access_token?: string
    readonly refresh_token?: string
    readonly id_token?: string
    readonly scope?: string
    readonly error?: string
  }
}

/** An authorization that an app asks for. */
export interface Asked {
  readonly client: string
  readonly redirectUri: string
  readonly scope: string
  readonly launch?: string
  /** Parameters that a test changes, or takes away with undefined. */
  readonly over?: Readonly<Record<string, string | undefined>>
}

/** The verifier of PKCE, and the address that the browser is sent to. */
export interface Authorizing {
  readonly url: URL
  readonly verifier: string
  readonly state: string
}

/** An app that asks the authorization server of a test. */
export class SmartClient {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  get fhir(): string {
    return `${this.url}/fhir/r4`
  }

  authorizing({ client, redirectUri, scope, launch, over = {} }: Asked): Authorizing {
    const verifier = randomBytes(32).toString('base64url')
    const state = randomUUID()
    const parameters: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: client,
      redirect_uri: redirectUri,
      scope,
      state,
      aud: this.fhir,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      launch,
      ...over,
    }
    const url = new URL(`${this.url}/auth/authorize`)
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
    return { url, verifier, state }
  }

  /** Signs in on the page, with what is ticked there unless `chosen` says otherwise, and answers where the browser is sent back to. */
  async signIn(
    asked: Asked,
    chosen: Form,
    browser = new Browser(),
  ): Promise<Authorizing & { readonly back: URL | undefined; readonly page: Seen }> {
    const authorizing = this.authorizing(asked)
    return { ...authorizing, ...(await this.signInAt(authorizing.url, chosen, browser)) }
  }

  /** The same at an address that somebody else has made. */
  async signInAt(
    url: URL,
    chosen: Form,
    browser = new Browser(),
  ): Promise<{ readonly back: URL | undefined; readonly page: Seen }> {
    const page = await browser.follow(url, this.url)
    const [, action = ''] = /action="([^"]+)"/.exec(page.text) ?? []
    const [, check = ''] = /name="check" value="([^"]+)"/.exec(page.text) ?? []
    let seen = await browser.go(new URL(action, this.url), {
      check,
      answer: 'allow',
      scope: tickedOn(page.text),
      ...chosen,
    })
    while (seen.location?.href.startsWith(`${this.url}/auth`) === true) seen = await browser.go(seen.location)
    return { back: seen.location, page }
  }

  async token(
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    return this.#post('token', form, headers)
  }

  introspect(token: string, headers: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    return this.#post('introspect', { token }, headers)
  }

  revoke(form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    return this.#post('revoke', form, headers)
  }

  /** The whole code flow of a public client. */
  async tokensOf(asked: Asked, chosen: Form, headers: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    const { back, verifier } = await this.signIn(asked, chosen)
    return this.redeem(asked, back, verifier, headers)
  }

  redeem(
    { client, redirectUri }: Asked,
    back: URL | undefined,
    verifier: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    const form = {
      grant_type: 'authorization_code',
      code: back?.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }
    return this.token(headers['authorization'] === undefined ? { ...form, client_id: client } : form, headers)
  }

  async #post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
  ): Promise<TokenAnswer> {
    const response = await fetch(`${this.url}/auth/${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    })
    const text = await response.text()
    const body = text.startsWith('{') ? (JSON.parse(text) as TokenAnswer['body']) : {}
    return { status: response.status, headers: response.headers, body }
  }
}

/** The scopes that are ticked on the sign-in page when it comes. */
export function tickedOn(page: string): readonly string[] {
  return [...page.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope = '']) => scope)
}

/** A client's key, and the assertions that it makes (RFC 7523). */
export class ClientKey {
  readonly #key: CryptoKey
  readonly alg: string
  readonly kid: string
  readonly jwk: JWK

  private constructor(alg: string, kid: string, key: CryptoKey, jwk: JWK) {
    this.alg = alg
    this.kid = kid
    this.#key = key
    this.jwk = jwk
  }

  static async make(alg: 'ES384' | 'RS384' | 'RS256'): Promise<ClientKey> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    const kid = randomUUID()
    return new ClientKey(alg, kid, privateKey, { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })
  }

  /** @param over claims that a test changes, or takes away with undefined */
  assertion(
    client: string,
    audience: string,
    over: Readonly<Record<string, unknown>> = {},
    header: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: client, sub: client, aud: audience, jti: randomUUID(), iat: now, exp: now + 240, ...over }
    return new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>)
      .setProtectedHeader({ alg: this.alg, kid: this.kid, typ: 'JWT', ...header })
      .sign(this.#key)
  }
}

/** The `client_assertion` of a token request. */
export function asserting(assertion: string): Readonly<Record<string, string>> {
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}

/** The header of a client that proves itself by a secret. */
export function basic(client: string, secret: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` }
}
