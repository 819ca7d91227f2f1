import type { Resource } from '@medplum/fhirtypes'
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { RegisteredEhr } from '../../server/ports/registered-ehr.ts'
import { OUR_CLIENT, type EhrLogin, type LoginTwist, type SigningKey } from './ehr-login.ts'
import { EhrSignIn } from './ehr-sign-in.ts'

/**
 * An EHR over real HTTP, with what real ones do. `epic`: an issuer beside the FHIR base, keys with ids, an absolute
 * `fhirUser`. `oracle`: tokens of 570 seconds, 401 without CORS. `launcher`: the FHIR base is the issuer, one key without
 * an id, a relative `fhirUser`, no OpenID document.
 */
export type EhrKind = 'epic' | 'oracle' | 'launcher'

/** A request that came in. */
interface SeenRequest {
  readonly path: string
  readonly authorization: string | undefined
}

export interface FakeEhr {
  readonly issuer: string
  readonly fhirBase: string
  readonly seen: SeenRequest[]
  /** Answers these paths with this status, until told otherwise. */
  readonly broken: Map<string, number>
  readonly keys: SigningKey[]
  /** Its authorization server, at `/authorize` and `/token`. */
  readonly signIn: EhrSignIn
  registered(over?: Partial<RegisteredEhr>): RegisteredEhr
  put(...resources: readonly (Resource & { id: string })[]): void
  /** @param user the Practitioner's id there */
  login(user: string, twist?: LoginTwist): Promise<EhrLogin>
  stop(): Promise<void>
}

const LIFETIME = { epic: 3600, oracle: 570, launcher: 3600 } as const

/** A key that signs with RS256. */
export async function makeKey(kid: string | undefined): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const published = { ...(await exportJWK(publicKey)), use: 'sig', alg: 'RS256', ...(kid === undefined ? {} : { kid }) }
  return { kid, key: privateKey, published }
}

/** @param now its clock, in milliseconds since 1970 */
export async function startEhr(kind: EhrKind, now: () => number = Date.now): Promise<FakeEhr> {
  const server = createServer((request, response) => {
    void ehr.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ehr = new Ehr(kind, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, now)
  ehr.keys.push(await makeKey(kind === 'launcher' ? undefined : 'key-1'))
  ehr.stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return ehr
}

class Ehr implements FakeEhr {
  readonly seen: SeenRequest[] = []
  readonly broken = new Map<string, number>()
  readonly keys: SigningKey[] = []
  readonly issuer: string
  readonly fhirBase: string
  readonly signIn: EhrSignIn
  stop: () => Promise<void> = () => Promise.resolve()
  private readonly kind: EhrKind
  private readonly url: string
  private readonly now: () => number
  private readonly resources = new Map<string, Resource>()
  private readonly tokens = new Map<string, { readonly until: number; readonly reads: readonly string[] | undefined }>()

  constructor(kind: EhrKind, url: string, now: () => number) {
    this.kind = kind
    this.url = url
    this.now = now
    this.fhirBase = { epic: `${url}/api/FHIR/R4`, oracle: `${url}/r4/t1`, launcher: `${url}/v/r4/fhir` }[kind]
    this.issuer = { epic: `${url}/oauth2`, oracle: `${url}/tenants/t1`, launcher: this.fhirBase }[kind]
    this.signIn = new EhrSignIn(this.fhirBase, `${url}/token`, (user, twist) => this.login(user, twist))
  }

  registered(over: Partial<RegisteredEhr> = {}): RegisteredEhr {
    return {
      name: this.kind,
      kind: this.kind === 'launcher' ? 'other' : this.kind,
      tenant: 'practice',
      issuers: [this.issuer],
      fhirBase: this.fhirBase,
      clientId: OUR_CLIENT,
      algorithms: ['RS256', 'ES384'],
      maxTokenAge: 600,
      frameOrigins: [],
      patientSystems: [],
      readsUsers: true,
      roles: [],
      ...over,
    }
  }

  put(...resources: readonly (Resource & { id: string })[]): void {
    for (const resource of resources) this.resources.set(`${resource.resourceType}/${resource.id}`, resource)
  }

  async login(
    user: string,
    { claims, header, key = this.keys[0]!, without = [], reads }: LoginTwist = {},
  ): Promise<EhrLogin> {
    const issued = Math.floor(this.now() / 1000)
    const expiresIn = LIFETIME[this.kind]
    const accessToken = randomUUID()
    this.tokens.set(accessToken, { until: issued + expiresIn, reads })
    const payload = {
      iss: this.issuer,
      aud: OUR_CLIENT,
      sub: `login-${user}`,
      iat: issued,
      exp: issued + 300,
      fhirUser: this.kind === 'launcher' ? `Practitioner/${user}` : `${this.fhirBase}/Practitioner/${user}`,
      ...(this.kind === 'epic' ? { at_hash: hashOf(accessToken) } : {}),
      ...claims,
    }
    const kept = Object.fromEntries(Object.entries(payload).filter(([name]) => !without.includes(name)))
    const kid = key.kid === undefined ? {} : { kid: key.kid }
    const idToken = await new SignJWT(kept).setProtectedHeader({ alg: 'RS256', ...kid, ...header }).sign(key.key)
    return { idToken, accessToken, expiresIn }
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const { authorization } = request.headers
    this.seen.push({ path, authorization })
    const { status, body, cors = true, location } = (await this.signedIn(request)) ?? this.answerTo(path, authorization)
    const headers = {
      'content-type': 'application/json',
      ...(cors ? { 'access-control-allow-origin': '*' } : {}),
      ...(location === undefined ? {} : { location }),
    }
    response.writeHead(status, headers).end(JSON.stringify(body))
  }

  private async signedIn(request: IncomingMessage): Promise<Answer | undefined> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url)
    if (this.broken.has(pathname)) return undefined
    if (pathname === '/authorize') return this.signIn.authorize(searchParams)
    if (pathname !== '/token') return undefined
    const form = new URLSearchParams(await text(request))
    return this.signIn.token(form, request.headers.authorization)
  }

  private answerTo(path: string, authorization: string | undefined): Answer {
    const broken = this.broken.get(path)
    if (broken !== undefined) return { status: broken, body: {} }
    const document = this.documents()[path]
    if (document) return { status: 200, body: document }
    const fhir = `${this.url}${path}`.startsWith(`${this.fhirBase}/`)
    return fhir
      ? this.fhir(`${this.url}${path}`.slice(this.fhirBase.length + 1), authorization)
      : { status: 404, body: {} }
  }

  private documents(): Readonly<Record<string, object>> {
    const path = (url: string) => url.slice(this.url.length)
    const jwks_uri = `${this.url}/keys`
    const smart = {
      jwks_uri,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      ...(this.kind === 'oracle' ? {} : { capabilities: ['permission-v2'] }),
    }
    return {
      '/keys': { keys: this.keys.map(({ published }) => published) },
      [`${path(this.fhirBase)}/.well-known/smart-configuration`]: smart,
      ...(this.kind === 'launcher'
        ? {}
        : { [`${path(this.issuer)}/.well-known/openid-configuration`]: { issuer: this.issuer, ...smart } }),
    }
  }

  private fhir(reference: string, authorization: string | undefined): Answer {
    const token = this.tokens.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '')
    if (!token || token.until * 1000 <= this.now()) return { status: 401, body: {}, cors: this.kind !== 'oracle' }
    if (token.reads && !token.reads.includes(reference)) return { status: 403, body: {} }
    const resource = this.resources.get(reference)
    return resource ? { status: 200, body: resource } : { status: 404, body: {} }
  }
}

interface Answer {
  readonly status: number
  readonly body: object
  readonly cors?: boolean
  readonly location?: string
}

function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}
