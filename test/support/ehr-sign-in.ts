import { createHash, randomUUID } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JWK } from 'jose'
import { OUR_CLIENT, type EhrLogin, type LoginTwist } from './ehr-login.ts'

/** What somebody who launches from a chart brings: the EHR's `launch` says so much, base64url of JSON. */
export interface ChartLaunch {
  readonly user: string
  readonly patient?: string
  readonly encounter?: string
  readonly twist?: LoginTwist
  /** What else the token endpoint answers. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** What the token endpoint leaves out. */
  readonly without?: readonly string[]
}

export function launchOf(launch: ChartLaunch): string {
  return Buffer.from(JSON.stringify(launch)).toString('base64url')
}

/** How our client has to prove itself. */
export type ClientCheck = { readonly secret: string } | { readonly key: JWK } | undefined

interface Code {
  readonly challenge: string
  readonly redirectUri: string
  readonly nonce: string | undefined
  readonly scope: string
  readonly launch: ChartLaunch
}

interface OAuthAnswer {
  readonly status: number
  readonly body: object
  readonly location?: string
}

/** The EHR's authorization server: code with PKCE, refresh tokens that rotate. */
export class EhrSignIn {
  check: ClientCheck
  /** The next refresh answers for this patient. */
  switchTo: string | undefined
  readonly #codes = new Map<string, Code>()
  readonly #refresh = new Map<string, Code>()
  readonly #login: (user: string, twist: LoginTwist) => Promise<EhrLogin>
  readonly #fhirBase: string
  readonly #endpoint: string

  constructor(fhirBase: string, endpoint: string, login: (user: string, twist: LoginTwist) => Promise<EhrLogin>) {
    this.#fhirBase = fhirBase
    this.#endpoint = endpoint
    this.#login = login
  }

  /** Ends every session that goes on by a refresh token. */
  endAll(): void {
    this.#refresh.clear()
  }

  authorize(query: URLSearchParams): OAuthAnswer {
    const launch = query.get('launch')
    const wanted = { response_type: 'code', client_id: OUR_CLIENT, aud: this.#fhirBase, code_challenge_method: 'S256' }
    const wrong = Object.entries(wanted).filter(([name, value]) => query.get(name) !== value)
    if (wrong.length > 0 || launch === null) return { status: 400, body: { error: 'invalid_request', wrong } }
    const code = randomUUID()
    this.#codes.set(code, {
      challenge: query.get('code_challenge') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      nonce: query.get('nonce') ?? undefined,
      scope: query.get('scope') ?? '',
      launch: JSON.parse(Buffer.from(launch, 'base64url').toString()) as ChartLaunch,
    })
    const location = new URL(query.get('redirect_uri') ?? '')
    location.searchParams.set('code', code)
    location.searchParams.set('state', query.get('state') ?? '')
    return { status: 302, body: {}, location: location.href }
  }

  async token(form: URLSearchParams, authorization: string | undefined): Promise<OAuthAnswer> {
    if (!(await this.#proves(form, authorization))) return { status: 401, body: { error: 'invalid_client' } }
    const code = form.get('grant_type') === 'refresh_token' ? this.#refreshed(form) : this.#redeemed(form)
    if (!code) return { status: 400, body: { error: 'invalid_grant', error_description: 'The code is not good.' } }
    const { launch, nonce, scope } = code
    const { user, patient, encounter, twist = {}, extra = {}, without = [] } = launch
    const claims = { ...(nonce === undefined ? {} : { nonce }), ...twist.claims }
    const { idToken, accessToken, expiresIn } = await this.#login(user, { ...twist, claims })
    const refresh = randomUUID()
    this.#refresh.set(refresh, code)
    const answer = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresIn,
      scope,
      id_token: idToken,
      refresh_token: refresh,
      patient: form.get('grant_type') === 'refresh_token' ? (this.switchTo ?? patient) : patient,
      encounter,
      ...extra,
    }
    return { status: 200, body: Object.fromEntries(Object.entries(answer).filter(([name]) => !without.includes(name))) }
  }

  #redeemed(form: URLSearchParams): Code | undefined {
    const name = form.get('code') ?? ''
    const code = this.#codes.get(name)
    this.#codes.delete(name)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return code?.challenge === challenge && code.redirectUri === form.get('redirect_uri') ? code : undefined
  }

  #refreshed(form: URLSearchParams): Code | undefined {
    const name = form.get('refresh_token') ?? ''
    const code = this.#refresh.get(name)
    this.#refresh.delete(name)
    return code
  }

  async #proves(form: URLSearchParams, authorization: string | undefined): Promise<boolean> {
    if (!this.check) return form.get('client_id') === OUR_CLIENT
    if ('secret' in this.check) {
      const [id, secret] = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64')
        .toString()
        .split(':')
      const part = (text = '') => new URLSearchParams(`part=${text}`).get('part')
      return part(id) === OUR_CLIENT && part(secret) === this.check.secret
    }
    const keys = createLocalJWKSet({ keys: [this.check.key] })
    const options = { issuer: OUR_CLIENT, subject: OUR_CLIENT, audience: this.#endpoint, maxTokenAge: 300 }
    return jwtVerify(form.get('client_assertion') ?? '', keys, { ...options, requiredClaims: ['jti', 'exp'] }).then(
      () => true,
      () => false,
    )
  }
}
