import { createHash, randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { ehrBase, KIND, type EhrKind } from './ehr-kinds.ts'

/** Whose chart is open there, and who looks at it. */
export interface EhrChart {
  readonly person: { readonly id: string; readonly name: string }
  readonly patient: string
  readonly banner: boolean
}

/** What was let in: a chart, and how far. */
export interface EhrGrant {
  readonly chart: EhrChart
  readonly scope: string
}

interface Code extends EhrGrant {
  readonly challenge: string
  readonly nonce: string | null
}

/** An answer of OAuth: a body, or where the browser goes. */
export interface OAuthAnswer {
  readonly status: number
  readonly body: object
}

/** Where the second EHR is, and whom it knows. */
export interface SecondEhrOptions {
  readonly origin: string
  readonly issuer: string
  /** The one address that it sends browsers back to. */
  readonly redirectUri: string
  /** Signs id_tokens: the issuer's, whatever it behaves like. */
  readonly key: Promise<EhrKey>
}

/** A key that signs, and how it is published. */
export interface EhrKey {
  readonly key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']
  readonly published: JWK
}

/** Seconds that a launch, a code and an id_token live. */
const LIVES = { launch: 60, code: 60, idToken: 300 } as const

/**
 * The authorization server of an EHR that is not ours, for the demo: SMART App Launch with PKCE, one-time launches and codes,
 * refresh tokens that rotate. All that it keeps is in this process, and gone with it.
 */
export class SecondEhr {
  readonly base: string
  readonly kind: EhrKind
  readonly #options: SecondEhrOptions
  readonly #launches = new Kept<EhrChart>()
  readonly #codes = new Kept<Code>()
  readonly #tokens = new Kept<EhrGrant>()
  readonly #refresh = new Kept<EhrGrant>()
  readonly #key: Promise<EhrKey>
  #open: EhrChart | undefined

  constructor(kind: EhrKind, options: SecondEhrOptions) {
    this.kind = kind
    this.#options = options
    this.#key = options.key
    this.base = ehrBase(options.origin, kind)
  }

  get configuration() {
    const at = this.base.replace(/\/r4$/, '')
    return {
      issuer: this.#options.issuer,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/keys`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      // Oracle's documents know the first version of scopes alone.
      capabilities: [
        'launch-ehr',
        'client-public',
        'sso-openid-connect',
        ...(this.kind === 'epic' ? ['permission-v2'] : []),
      ],
    }
  }

  async keys(): Promise<{ readonly keys: readonly JWK[] }> {
    return { keys: [(await this.#key).published] }
  }

  /** Opens the app on a chart: its `launch` works once, for a minute. */
  launch(chart: EhrChart): string {
    this.#open = chart
    return this.#launches.put(chart, LIVES.launch)
  }

  /** Where the browser goes; undefined where the request is of no client of ours. */
  authorize(query: URLSearchParams): string | undefined {
    const { redirectUri } = this.#options
    if (query.get('redirect_uri') !== redirectUri || query.get('client_id') !== KIND[this.kind].clientId)
      return undefined
    const back = new URL(redirectUri)
    back.searchParams.set('state', query.get('state') ?? '')
    const wanted = { response_type: 'code', aud: this.base, code_challenge_method: 'S256' }
    const wrong = Object.entries(wanted).find(([name, value]) => query.get(name) !== value)
    if (wrong) return refused(back, 'invalid_request', `${wrong[0]} must be ${wrong[1]}`)
    const launch = query.get('launch')
    // Whoever signs in again is at the EHR still: the chart that was opened last.
    const chart = launch === null ? this.#open : this.#launches.take(launch)
    if (!chart) return refused(back, launch === null ? 'login_required' : 'invalid_request', 'The launch is over.')
    const code = {
      chart,
      scope: query.get('scope') ?? '',
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce'),
    }
    back.searchParams.set('code', this.#codes.put(code, LIVES.code))
    return back.href
  }

  async token(form: URLSearchParams): Promise<OAuthAnswer> {
    if (form.get('client_id') !== KIND[this.kind].clientId) return { status: 401, body: { error: 'invalid_client' } }
    const grant = form.get('grant_type') === 'refresh_token' ? this.#refreshed(form) : this.#redeemed(form)
    if (!grant) return { status: 400, body: { error: 'invalid_grant', error_description: 'The sign-in is over.' } }
    const { chart, scope } = grant
    const { tokenSeconds } = KIND[this.kind]
    const body = {
      access_token: this.#tokens.put({ chart, scope }, tokenSeconds),
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope,
      id_token: await this.#idToken(chart, 'nonce' in grant ? (grant as Code).nonce : null),
      refresh_token: this.#refresh.put({ chart, scope }, 12 * 3600),
      patient: chart.patient,
      need_patient_banner: chart.banner,
    }
    return { status: 200, body }
  }

  /** Whom an access token lets in. */
  grantOf(token: string): EhrGrant | undefined {
    return this.#tokens.find(token)
  }

  /** Ends the access tokens for a patient; with `signIn` nobody goes on by a refresh token either. */
  end(patient: string, signIn: boolean): void {
    const of = ({ chart }: EhrGrant) => chart.patient === patient
    this.#tokens.drop(of)
    if (signIn) this.#refresh.drop(of)
  }

  #redeemed(form: URLSearchParams): Code | undefined {
    const code = this.#codes.take(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return code?.challenge === challenge && form.get('redirect_uri') === this.#options.redirectUri ? code : undefined
  }

  #refreshed(form: URLSearchParams): EhrGrant | undefined {
    return this.#refresh.take(form.get('refresh_token') ?? '')
  }

  async #idToken({ person }: EhrChart, nonce: string | null): Promise<string> {
    const { key, published } = await this.#key
    const claims = {
      fhirUser: `${this.base}/Practitioner/${person.id}`,
      name: person.name,
      ...(nonce === null ? {} : { nonce }),
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', ...(published.kid === undefined ? {} : { kid: published.kid }) })
      .setIssuer(this.#options.issuer)
      .setAudience(KIND[this.kind].clientId)
      .setSubject(person.id)
      .setIssuedAt()
      .setExpirationTime(`${LIVES.idToken} s`)
      .sign(key)
  }
}

function refused(back: URL, error: string, description: string): string {
  back.searchParams.set('error', error)
  back.searchParams.set('error_description', description)
  return back.href
}

/** Makes a key for RS256. */
export async function makeEhrKey(): Promise<EhrKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const kid = randomBytes(8).toString('hex')
  return { key: privateKey, published: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } }
}

/** What is kept under random names, for a while. */
class Kept<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly until: number }>()

  put(value: T, seconds: number): string {
    const now = Date.now()
    for (const [name, { until }] of this.#entries) if (until <= now) this.#entries.delete(name)
    const name = randomBytes(24).toString('base64url')
    this.#entries.set(name, { value, until: now + seconds * 1000 })
    return name
  }

  find(name: string): T | undefined {
    const entry = this.#entries.get(name)
    return entry && entry.until > Date.now() ? entry.value : undefined
  }

  take(name: string): T | undefined {
    const value = this.find(name)
    this.#entries.delete(name)
    return value
  }

  drop(which: (value: T) => boolean): void {
    for (const [name, { value }] of this.#entries) if (which(value)) this.#entries.delete(name)
  }
}
