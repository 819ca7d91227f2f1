import { Hono, type Context } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { present } from '#domain/present.ts'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import type { SecurityEntry } from '#ports/security-entry.ts'
import { DEMO_CLIENT } from '../../auth/demo-tokens.ts'
import type { Principal } from '../../auth/principal.ts'
import type { AuthorizationServer, SignIn } from '../../auth/provider/authorization-server.ts'
import { authenticate } from '../fhir/authenticate.ts'
import { enterRefusal, enterUnproven } from '../fhir/enter-refusal.ts'
import { failureOf } from '../../fhir/outcome.ts'
import { addressOf } from '../guard/caller-address.ts'
import type { GuardedRequests } from '../guard/guard-requests.ts'
import { fault } from '../../fhir/fault.ts'
import { shortBody } from '../short-body.ts'
import type { Surface } from '../surface.ts'
import { proveClient, tooMany } from './client-proofs.ts'
import {
  answerProviderSignIn,
  checkOf,
  languageOf,
  showProviderSignIn,
  takeAnswer,
  underWay,
  tooManySignIns,
} from './provider-routes.ts'
import { readLaunch, requireContext } from './launch-request.ts'
import { signInPage } from './sign-in-page.ts'
import type { SignInChoices } from './sign-in-choices.ts'

/** What the authorization server's pages need. */
export interface AuthRoutesDeps extends GuardedRequests {
  readonly ids: Ids
  readonly log: Log
  /** Who may sign in here without an EHR, and on whom; absent where nobody may. */
  readonly choices?: () => SignInChoices | undefined
}

interface Env {
  Bindings: HttpBindings
}

/** Everything below `/auth`: our sign-in page, opening an app from a chart, and the protocol itself. */
export function authRoutes(deps: AuthRoutesDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/smart-style.json', (c) => c.json(STYLE, 200, { 'access-control-allow-origin': '*' }))
  app.use(async (c, next) => {
    if (authorizationOf(deps)) return next()
    return c.text('The server is starting: /readyz says when it is ready.\n', 503, { 'retry-after': '1' })
  })
  // Not at the protocol's own endpoints: the library reads what they are sent itself, and no more than that.
  app.on('POST', ['/authorize', '/interaction/*', '/launch'], shortBody())
  // A form may be long; the library takes it by GET alone, for its cookies are Lax.
  app.post('/authorize', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    return c.redirect(`/auth/authorize?${form.toString()}`, 303)
  })
  app.get('/interaction/:uid', (c) => showSignIn(deps, c))
  app.post('/interaction/:uid', (c) => endSignIn(deps, c))
  app.get('/interaction/:uid/back', (c) => endProvider(deps, c))
  app.get('/back', (c) => bringBack(deps, c))
  app.post('/launch', (c) => openApp(deps, c))
  app.on(['GET', 'POST'], '/userinfo', (c) => whoIs(deps, c))
  app.all('*', async (c) => {
    const { incoming, outgoing } = c.env
    const address = addressOf(incoming, deps.trustProxy)
    // The library believes this header: it is ours, whatever was sent.
    incoming.headers['x-forwarded-for'] = address ?? ''
    const authorization = authorizationOf(deps)
    // The library knows its addresses in other letters, too: whatever is posted may be a proof.
    if (authorization && incoming.method === 'POST') return proveClient(deps, c, authorization)
    const busy = BEGINS.test(c.req.path) ? deps.guard.ofBeginning('sign-in', address) : undefined
    if (busy) return tooManySignIns(deps, c, { busy, ticket: { address } })
    await authorization?.handle(incoming, outgoing)
    return RESPONSE_ALREADY_SENT
  })
  return app
}

/** Where a sign-in begins, in whatever letters; what is below it goes on with one. */
const BEGINS = /^\/auth\/authorize\/?$/i

/** Colours for apps that ask (`smart_style_url`). https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
const STYLE = {
  color_background: '#ffffff',
  color_error: '#b3261e',
  color_highlight: '#0b5cad',
  color_modal_backdrop: '',
  color_success: '#1b6e3c',
  color_text: '#1c2430',
  dim_border_radius: '6px',
  dim_font_size: '16px',
  dim_spacing_size: '16px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
} as const

function authorizationOf({ startup }: AuthRoutesDeps): AuthorizationServer | undefined {
  return startup.surface?.authorization
}

async function showSignIn(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const signIn = await signInOf(deps, c)
  if (!signIn) return over(c)
  const byProvider = providerSignIn(deps, c, signIn)
  if (byProvider) return showProviderSignIn(byProvider)
  const choices = deps.choices?.()
  if (!choices) return c.html(signInPage({ kind: 'ehr-only', signIn }, languageOf(c, signIn)), 403)
  const [users, patients] = await Promise.all([choices.users(), signIn.wantsPatient ? choices.patients() : []])
  const view = { kind: 'choose', signIn, users, patients, check: checkOf(signIn) } as const
  return c.html(signInPage(view, languageOf(c, signIn)))
}

async function endSignIn(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const form = new URLSearchParams(await c.req.text())
  const signIn = await signInOf(deps, c)
  if (!signIn || form.get('check') !== checkOf(signIn)) return over(c)
  const byProvider = providerSignIn(deps, c, signIn)
  return byProvider ? answerProviderSignIn(deps, byProvider, form) : endChoice(deps, c, { signIn, form })
}

/** Somebody of the demo was chosen. */
async function endChoice(
  deps: AuthRoutesDeps,
  c: Context<Env>,
  { signIn, form }: { readonly signIn: SignIn; readonly form: URLSearchParams },
): Promise<Response> {
  const at = [c.env.incoming, c.env.outgoing] as const
  const [authorization, choices] = [authorizationOf(deps), deps.choices?.()]
  if (!authorization || !choices) return over(c)
  if (form.get('answer') !== 'allow') return c.redirect(await authorization.cancel(at), 303)
  const chosen = await choices.chosen(form.get('user') ?? '', form.get('patient') ?? undefined)
  if (!chosen || (signIn.wantsPatient && chosen.context.patient === undefined))
    return c.redirect(`/auth/interaction/${signIn.uid}`, 303)
  const picked = form.getAll('scope')
  return c.redirect(await authorization.allow(at, { ...chosen, picked, call: callOf(deps, c) }), 303)
}

/** The sign-in of the address, where this browser has it under way: the library's cookie says so. */
async function signInOf(deps: AuthRoutesDeps, c: Context<Env>): Promise<SignIn | undefined> {
  const signIn = await authorizationOf(deps)?.signIn(c.env.incoming, c.env.outgoing)
  return signIn?.uid === c.req.param('uid') ? signIn : undefined
}

function callOf({ ids, trustProxy }: AuthRoutesDeps, c: Context<Env>) {
  return { request: ids.next(), ...present({ address: addressOf(c.env.incoming, trustProxy) }) }
}

function over(c: Context<Env>) {
  return c.html(signInPage({ kind: 'over' }, languageOf(c)), 400)
}

/** A provider's answer to no sign-in that this browser has under way: there is none, or it is another browser's. */
function ofNoSignIn(deps: AuthRoutesDeps, c: Context<Env>) {
  deps.startup.surface?.refusals.record({ event: 'login', outcome: '4', refusal: 'state', ...callOf(deps, c) })
  return over(c)
}

/** Where staff sign in by their practice's provider. */
function providerSignIn(deps: AuthRoutesDeps, c: Context<Env>, signIn: SignIn) {
  const [authorization, people] = [authorizationOf(deps), deps.startup.surface?.people]
  return authorization && people && underWay(deps, c, { authorization, people, signIn })
}

/** Where providers send the browser to: the cookie of the sign-in goes along one address further. */
async function bringBack(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const { search, searchParams } = new URL(c.req.url)
  const ticket = { value: search, address: addressOf(c.env.incoming, deps.trustProxy) }
  const busy = deps.guard.ofTicket(ticket)
  if (busy) return tooManySignIns(deps, c, { busy, ticket })
  const uid = await deps.startup.surface?.people?.uidOf(searchParams.get('state') ?? '')
  if (uid !== undefined) return c.redirect(`/auth/interaction/${uid}/back${search}`, 303)
  deps.guard.failedTicket(ticket)
  return ofNoSignIn(deps, c)
}

async function endProvider(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const signIn = await signInOf(deps, c)
  const byProvider = signIn && providerSignIn(deps, c, signIn)
  return byProvider ? takeAnswer(deps, byProvider) : ofNoSignIn(deps, c)
}

/** OpenID Connect's UserInfo. Any origin may ask: the token is all that counts. */
async function whoIs(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const attempt = { address: addressOf(c.env.incoming, deps.trustProxy), secret: token }
  const busy = deps.guard.ofAttempt(attempt)
  if (busy) return tooMany(deps, c, busy, attempt)
  const info = await authorizationOf(deps)?.userInfo(token)
  const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' }
  if (info) {
    deps.guard.proved(attempt)
    return c.json(info, 200, headers)
  }
  if (token !== '') deps.guard.failed(attempt)
  enterUnproven(deps, { ...attempt, request: deps.ids.next() })
  return c.json({ error: 'invalid_token' }, 401, { ...headers, 'www-authenticate': 'Bearer error="invalid_token"' })
}

/** An app that was given little could open another one that is given more: only charts open apps. @throws FhirError 403 */
function requireChart({ client, unconfirmed }: Principal, authorization: AuthorizationServer): void {
  if (unconfirmed === true || (client !== DEMO_CLIENT && !authorization.mayLaunch(client)))
    throw fault(403, 'forbidden', 'This token opens no apps: its client is no chart, or its user has no role yet.')
}

/** Opens an app from a chart: answers the `launch` for its launch URL. Whoever asks is the user. */
async function openApp(deps: AuthRoutesDeps, c: Context<Env>): Promise<Response> {
  const { surface } = deps.startup
  const authorization = authorizationOf(deps)
  if (!surface || !authorization) return c.text('The server is starting.\n', 503)
  const call = callOf(deps, c)
  let principal: Principal | undefined
  try {
    const address = addressOf(c.env.incoming, deps.trustProxy)
    principal = await authenticate(c.req.header('authorization'), surface.verifier, { address, guard: deps.guard })
    requireChart(principal, authorization)
    const launch = readLaunch(principal, await c.req.text())
    await requireContext(launch, surface.readsAs(principal))
    const name = (await surface.nameOf(principal.tenant, launch.user)) ?? launch.user
    return c.json({ launch: await authorization.beginLaunch({ ...launch, name }, call) }, 201, {
      'cache-control': 'no-store',
    })
  } catch (error) {
    const { status, outcome, headers, reason, unexpected } = failureOf(error)
    if (unexpected) throw error
    if (principal) enterRefusedLaunch(surface, principal, { ...call, refusal: reason })
    else enterRefusal(surface.refusals, error, { address: undefined, ...call })
    return c.body(JSON.stringify(outcome), status as 400, { ...headers, 'content-type': 'application/fhir+json' })
  }
}

/** Somebody known may not open an app, or not on this patient. */
function enterRefusedLaunch(
  { refusals }: Surface,
  { tenant, role, client, user, patient }: Principal,
  said: Pick<SecurityEntry, 'request' | 'address' | 'refusal'>,
): void {
  const who = { tenant: tenant.key, role, client, ...present({ user, patient }) }
  refusals.record({ event: 'launch', outcome: '4', ...who, ...said })
}
