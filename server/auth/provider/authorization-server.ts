import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { KoaContextWithOIDC, UnknownObject } from 'oidc-provider'
import type { OutboundFetch } from '#ports/outbound-fetch.ts'
import type { SigningKey } from '#ports/signing-keys.ts'
import type { TokenVerifier } from '../token-verifier.ts'
import { createAccessTokenVerifier } from './access-token-verifier.ts'
import { configuration } from './configuration.ts'
import { registerExchange } from './exchange-grant.ts'
import { beginLaunch, type Launch } from './launches.ts'
import { askWithin } from './ask-within.ts'
import { issueToken, type IssuedToken } from './issue-token.ts'
import { enterEvents, enterSignIn } from './enter-events.ts'
import { makeGrant, type Granting } from './make-grant.ts'
import { answerForeign } from './foreign-tokens.ts'
import { fillInClient } from './unnamed-client.ts'
import { answerRepeated } from './repeated-refresh.ts'
import { handledWith, noteHandled, type Handled } from './handled-requests.ts'
import { words } from './resource-server.ts'
import { chosenScopes, scopeChoices, type ScopeChoices } from './scope-choices.ts'
import { userInfo, type UserInfo } from './userinfo.ts'
import { AUTH_PATH, type AuthorizationServerDeps } from './server-deps.ts'
import { smartConfiguration } from './smart-configuration.ts'
import { grantedScopes } from './smart-scopes.ts'
import { answerLaunchContext } from './token-claims.ts'
import type { GrantContext } from './grant-context.ts'

/** What somebody who signs in is asked about. */
export interface SignIn {
  readonly uid: string
  readonly clientId: string
  readonly clientName: string
  /** What could be granted of what the app asks for. */
  readonly scopes: readonly string[]
  /** What of it may be left out; absent for our own app, which is nothing by parts. */
  readonly choices?: ScopeChoices
  /** The languages that the app asks for, the best first (`ui_locales`). */
  readonly locales: readonly string[]
  /** Whether a patient must be picked: the app asks for one, and nobody opened it from a chart. */
  readonly wantsPatient: boolean
}

/** Who signed in, and on whom the app is opened. */
export interface SignedIn {
  readonly context: GrantContext & { readonly user: string }
  readonly name: string
}

/** Somebody lets an app in. */
interface Allowed extends SignedIn {
  /** The scopes that were ticked. */
  readonly picked: readonly string[]
  readonly call: Call
}

/** Who asks, for the trail. */
interface Call {
  readonly request: string
  readonly address?: string
}

type Incoming = readonly [incoming: IncomingMessage, outgoing: ServerResponse]

/** The SMART authorization server of the FHIR base. */
export interface AuthorizationServer {
  readonly verifier: TokenVerifier
  readonly smartConfiguration: ReturnType<typeof smartConfiguration>
  /** Answers what the protocol asks, below `/auth`. Resolves when it is answered. */
  handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Handled>
  /** What is asked of who signs in. Undefined when the browser has no sign-in under way. */
  signIn(...at: Incoming): Promise<SignIn | undefined>
  /** Lets them in, for what was ticked; answers where to send the browser. */
  allow(at: Incoming, allowed: Allowed): Promise<string>
  /** They did not want to; answers where to send the browser. */
  cancel(at: Incoming): Promise<string>
  /** Keeps a launch; answers the `launch` that the app is opened with. */
  beginLaunch(launch: Launch, call: Call): Promise<string>
  /** Whether a client may open apps from its charts. */
  mayLaunch(client: string): boolean
  /** Who a token speaks for, in the words of OpenID Connect; undefined where it does not say. */
  userInfo(token: string): Promise<UserInfo | undefined>
  /** Makes a token for a session of our own app. Whoever calls has made sure of who it is for. */
  issue(client: string, granting: Omit<Granting, 'client'>): Promise<IssuedToken>
  /** The same as a request over HTTP would get, without one: our own app's sessions are kept by this very server. */
  readonly ask: OutboundFetch
  stop(): void
}

/** A timer takes no more, in milliseconds. */
const LONGEST_TIMER = 2_147_483_647

/** Makes the server, and anew when there are other keys. */
export async function createAuthorizationServer(deps: AuthorizationServerDeps): Promise<AuthorizationServer> {
  let current = await makeProvider(deps)
  let waiting: NodeJS.Timeout | undefined
  const renew = async (): Promise<void> => {
    current = await makeProvider(deps)
    wait()
  }
  const renewed = () => {
    renew().catch((error: unknown) => {
      deps.log.error('signing keys cannot be read', { error: error instanceof Error ? error.name : typeof error })
    })
  }
  const wait = (): void => {
    const next = nextTurn(current.keys, deps.clock.now())
    clearTimeout(waiting)
    waiting = next === undefined ? undefined : setTimeout(renewed, Math.min(next, LONGEST_TIMER)).unref()
  }
  wait()
  await deps.keys.whenChanged(renewed)
  return {
    verifier: createAccessTokenVerifier(deps, () => current.provider),
    smartConfiguration: smartConfiguration(deps.url, deps),
    handle: (incoming, outgoing) => handle(deps, current.answer, incoming, outgoing),
    signIn: (incoming, outgoing) => signIn(deps, current.provider, [incoming, outgoing]),
    allow: (at, allowed) => allow(deps, current.provider, at, allowed),
    cancel: (at) => cancel(current.provider, at),
    async beginLaunch(launch, call) {
      await enterSignIn(deps, call, { event: 'launch', context: launch, client: launch.client })
      return beginLaunch(deps, launch)
    },
    mayLaunch: (client) => deps.clients.some(({ id, launches }) => id === client && launches === true),
    userInfo: (token) => userInfo(deps, current.provider, token),
    async issue(client, granting) {
      const { provider } = current
      const known = await provider.Client.find(client)
      if (!known) throw new Error(`There is no client ${client}.`)
      return issueToken(deps, provider, known, granting)
    },
    ask: askWithin((incoming, outgoing) => handle(deps, current.answer, incoming, outgoing)),
    stop() {
      clearTimeout(waiting)
    },
  }
}

/** Milliseconds until a key begins to sign. */
function nextTurn(keys: readonly SigningKey[], now: number): number | undefined {
  const later = keys.map(({ signsFrom }) => signsFrom - now).filter((left) => left > 0)
  return later.length === 0 ? undefined : Math.min(...later)
}

/** The library with some keys, and its listener: putting that together is not done for each request. */
interface Made {
  readonly provider: Provider
  readonly answer: ReturnType<Provider['callback']>
  readonly keys: readonly SigningKey[]
}

async function makeProvider(deps: AuthorizationServerDeps): Promise<Made> {
  const keys = await deps.keys.all()
  const provider = new Provider(`${deps.url}${AUTH_PATH}`, configuration(deps, keys))
  // It believes the headers that `handle` writes, and nobody else's.
  provider.proxy = true
  ;(provider as unknown as { maxIpsCount: number }).maxIpsCount = 1
  fillInClient(provider)
  answerLaunchContext(deps, provider)
  if (deps.exchange) registerExchange(deps, provider, deps.exchange)
  enterEvents(deps, provider)
  answerRepeated(deps, provider)
  answerForeign(provider)
  observe(deps, provider)
  noteHandled(provider)
  return { provider, answer: provider.callback(), keys }
}

/** Why something is refused is for the operator, not for the caller. */
function observe({ log }: AuthorizationServerDeps, provider: Provider): void {
  const refused =
    (what: string) =>
    ({ oidc }: KoaContextWithOIDC, error: Error) => {
      const { error: code = error.name } = error as { readonly error?: string }
      log.info(what, { error: code, client: oidc.client?.clientId })
    }
  provider.on('grant.error', refused('token refused'))
  provider.on('authorization.error', refused('authorization refused'))
  provider.on('server_error', (_ctx, error) => {
    log.error('authorization server failed', { error: error.name })
  })
}

async function handle(
  { url }: AuthorizationServerDeps,
  answer: Made['answer'],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Handled> {
  const base = new URL(url)
  // Addresses in answers come from the request's Host: it is ours, whatever was sent.
  incoming.headers.host = base.host
  delete incoming.headers['x-forwarded-host']
  incoming.headers['x-forwarded-proto'] = base.protocol.slice(0, -1)
  const mounted = incoming as IncomingMessage & { originalUrl?: string }
  mounted.originalUrl = incoming.url ?? ''
  incoming.url = mounted.originalUrl.slice(AUTH_PATH.length) || '/'
  const answered = new Promise<void>((resolve) => {
    outgoing.once('finish', resolve)
    outgoing.once('close', resolve)
  })
  await answer(incoming, outgoing)
  await answered
  return handledWith(incoming, outgoing)
}

function cancel(provider: Provider, at: Incoming): Promise<string> {
  return provider.interactionResult(
    ...at,
    { error: 'access_denied', error_description: 'The user did not allow it.' },
    { mergeWithLastSubmission: false },
  )
}

async function signIn(deps: AuthorizationServerDeps, provider: Provider, at: Incoming): Promise<SignIn | undefined> {
  const details = await provider.interactionDetails(...at).catch(() => undefined)
  if (!details) return undefined
  const asked = askedIn(deps, details.params)
  return { uid: details.uid, locales: words(details.params['ui_locales']), ...asked }
}

/** What an app asks for, as far as it can be granted. */
function askedIn({ clients, opens }: AuthorizationServerDeps, params: UnknownObject): Omit<SignIn, 'uid' | 'locales'> {
  const clientId = String(params['client_id'])
  const client = clients.find(({ id }) => id === clientId)
  const asked = words(params['scope'])
  const wantsPatient = asked.includes('launch/patient') || asked.some((scope) => scope.startsWith('patient/'))
  const registered = client?.scopes ?? []
  const scopes = grantedScopes(asked, { registered, hasPatient: wantsPatient, isProgram: false, opens })
  const choices = client?.own === true ? {} : { choices: scopeChoices(scopes) }
  return { clientId, clientName: client?.name ?? clientId, scopes, wantsPatient, ...choices }
}

async function allow(
  deps: AuthorizationServerDeps,
  provider: Provider,
  at: Incoming,
  { context, name, picked, call }: Allowed,
): Promise<string> {
  const details = await provider.interactionDetails(...at)
  const { clientId: client, scopes, choices } = askedIn(deps, details.params)
  const chosen = choices ? chosenScopes(choices, picked) : scopes
  if (chosen.length === 0) return cancel(provider, at)
  const granted = await makeGrant(deps, provider, { client, asked: chosen, context, name })
  await enterSignIn(deps, call, { event: 'login', context, client })
  // The library asks again for whatever is in the question and not granted: what was left out was not asked.
  details.params['scope'] = granted.scopes.join(' ')
  await endSessionOfOther(provider, details, granted.accountId)
  await details.save(details.exp - Math.floor(deps.clock.now() / 1000))
  return provider.interactionResult(
    ...at,
    { login: { accountId: granted.accountId, remember: false }, consent: { grantId: granted.grantId } },
    { mergeWithLastSubmission: false },
  )
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/**
 * Ends the session that somebody else has in this browser, which the library would only do by a page with a script of its
 * own. Apps that are open there go on: no token hangs on a session.
 */
async function endSessionOfOther(provider: Provider, details: Interaction, accountId: string): Promise<void> {
  const { session } = details
  if (session?.uid === undefined || session.accountId === accountId) return
  await (await provider.Session.findByUid(session.uid))?.destroy()
  delete details.session
}
