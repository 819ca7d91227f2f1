import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { hash } from 'node:crypto'
import type { Language } from '#domain/care-plan/local-text.ts'
import { present } from '#domain/present.ts'
import type { Ids } from '#ports/ids.ts'
import type { Log } from '#ports/log.ts'
import type { FoundPatient, PatientWords } from '#ports/staff-access.ts'
import type { AuthorizationServer, SignIn } from '../../auth/provider/authorization-server.ts'
import type { Arrived, ChosenProvider, ProviderSignIn, SignInCall } from '../../auth/sign-in/provider-sign-in.ts'
import { SignInRefused, type SignInFault } from '../../auth/sign-in/sign-in-refused.ts'
import { addressOf } from '../guard/caller-address.ts'
import type { GuardedRequests } from '../guard/guard-requests.ts'
import type { Ticket, TooMany } from '../guard/request-guard.ts'
import { enterTooMany } from '../guard/too-many.ts'
import { pageLanguage } from '../site/page-language.ts'
import { providerPage, type ProviderView } from './provider-page.ts'
import { signInPage } from './sign-in-page.ts'

/** What signing in by a provider over HTTP needs. */
export interface ProviderRoutesDeps extends GuardedRequests {
  readonly ids: Ids
  readonly log: Log
}

interface Env {
  Bindings: HttpBindings
}

/** A browser's request of a sign-in that is under way. */
interface UnderWay {
  readonly c: Context<Env>
  readonly authorization: AuthorizationServer
  readonly people: ProviderSignIn
  readonly signIn: SignIn
  readonly call: SignInCall
}

/** Another site can send a form, but cannot know the number of the sign-in that is under way. */
export function checkOf({ uid }: SignIn): string {
  return hash('sha256', `sign-in ${uid}`, 'base64url')
}

/** The language of a page of a sign-in: the app's, else the browser's. */
export function languageOf(c: Context<Env>, signIn?: SignIn): Language {
  return pageLanguage(signIn?.locales ?? [], c.req.header('accept-language'))
}

/** What a request is about: whoever it is of has the browser's cookie for it. */
export function underWay(
  { ids, trustProxy }: Pick<ProviderRoutesDeps, 'ids' | 'trustProxy'>,
  c: Context<Env>,
  { authorization, people, signIn }: Pick<UnderWay, 'authorization' | 'people' | 'signIn'>,
): UnderWay {
  const address = addressOf(c.env.incoming, trustProxy)
  const call = { uid: signIn.uid, client: signIn.clientId, request: ids.next(), ...present({ address }) }
  return { c, authorization, people, signIn, call }
}

/** Shows how far the sign-in is: whom to ask, which role to take, which patient to open. */
export async function showProviderSignIn(at: UnderWay): Promise<Response> {
  return showArrived(at, await at.people.arrived(at.signIn.uid), { anew: at.c.req.query('anew') !== undefined })
}

/** Takes an answer of those pages. Whoever calls has made sure that it is of this sign-in. */
export async function answerProviderSignIn(
  deps: ProviderRoutesDeps,
  at: UnderWay,
  form: URLSearchParams,
): Promise<Response> {
  const { c, authorization, people, signIn, call } = at
  const again = () => c.redirect(`/auth/interaction/${signIn.uid}`, 303)
  switch (form.get('answer') ?? 'cancel') {
    case 'provider':
      return begin(deps, at, { provider: Number(form.get('provider')), anew: form.has('anew') })
    case 'take':
      await people.take(signIn.uid, Number(form.get('option')))
      return again()
    case 'retake':
      await people.take(signIn.uid)
      return again()
    case 'restart':
      await people.forget(signIn.uid)
      return c.redirect(`/auth/interaction/${signIn.uid}?anew`, 303)
    case 'search':
      return search(at, form)
    case 'allow':
      return allow(at, form)
    default:
      await people.forget(call.uid)
      return c.redirect(await authorization.cancel([c.env.incoming, c.env.outgoing]), 303)
  }
}

/** Takes what a provider answered: the browser brings it to where its cookie is. */
export async function takeAnswer(deps: ProviderRoutesDeps, at: UnderWay): Promise<Response> {
  const { c, people, signIn, call } = at
  const { search, searchParams } = new URL(c.req.url)
  const ticket = { value: search, holder: signIn.clientId, address: call.address }
  const busy = deps.guard.ofTicket(ticket)
  if (busy) return tooManySignIns(deps, c, { busy, ticket, signIn })
  try {
    await people.arrive(call, searchParams)
    return c.redirect(`/auth/interaction/${signIn.uid}`, 303)
  } catch (error) {
    if (error instanceof SignInRefused && !NO_GUESSES.has(error.fault)) deps.guard.failedTicket(ticket)
    return refused(deps, at, error)
  }
}

/** The provider could not be asked, or the person changed their mind: nobody has guessed anything. */
const NO_GUESSES: ReadonlySet<SignInFault> = new Set<SignInFault>(['provider-refused', 'provider-unreachable'])

/** Whoever brings answers that are none is told to wait, on a page. */
export function tooManySignIns(
  { metrics, startup }: GuardedRequests,
  c: Context<Env>,
  {
    busy,
    ticket,
    signIn,
  }: { readonly busy: TooMany; readonly ticket: Omit<Ticket, 'value'>; readonly signIn?: SignIn },
): Response | Promise<Response> {
  metrics.throttled()
  enterTooMany(startup, busy, ticket)
  const page = signInPage({ kind: 'too-many', seconds: busy.seconds }, languageOf(c, signIn))
  return c.html(page, 429, { 'retry-after': String(busy.seconds) })
}

async function begin(deps: ProviderRoutesDeps, at: UnderWay, chosen: ChosenProvider): Promise<Response> {
  const { c, people, signIn, call } = at
  try {
    await people.forget(signIn.uid)
    const url = await people.begin(call, chosen)
    return c.redirect(url ?? `/auth/interaction/${signIn.uid}`, 303)
  } catch (error) {
    return refused(deps, at, error)
  }
}

function refused({ log }: ProviderRoutesDeps, { c, people, signIn, call }: UnderWay, error: unknown) {
  if (!(error instanceof SignInRefused)) throw error
  const { fault, reason, cause } = error
  log.info('sign-in refused', {
    request: call.request,
    client: call.client,
    code: fault,
    ...present({ reason, cause: cause instanceof Error ? cause.name : undefined }),
  })
  const view = { kind: 'refused', signIn, providers: people.providers, check: checkOf(signIn), fault } as const
  const page = providerPage(view, languageOf(c, signIn))
  return c.html(page, fault === 'provider-unreachable' ? 503 : 403)
}

async function search(at: UnderWay, form: URLSearchParams): Promise<Response> {
  const [name, birthDate] = [form.get('name')?.trim() ?? '', form.get('birthdate')?.trim() ?? '']
  const words = present({
    name: name === '' ? undefined : name.slice(0, 100),
    birthDate: /^\d{4}-\d{2}-\d{2}$/.test(birthDate) ? birthDate : undefined,
  })
  const found = await at.people.patients(at.call, words)
  return showArrived(at, await at.people.arrived(at.signIn.uid), { searched: { words, found } })
}

async function allow(at: UnderWay, form: URLSearchParams): Promise<Response> {
  const { c, authorization, people, signIn, call } = at
  const [patient, picked] = [form.get('patient') ?? undefined, form.getAll('scope')]
  const again = () => c.redirect(`/auth/interaction/${signIn.uid}`, 303)
  if (signIn.wantsPatient && patient === undefined) return again()
  const signedIn = await people.signedIn(call, signIn.wantsPatient ? patient : undefined)
  if (!signedIn) return again()
  await people.forget(signIn.uid)
  return c.redirect(await authorization.allow([c.env.incoming, c.env.outgoing], { ...signedIn, picked, call }), 303)
}

/** What a page of a sign-in shows besides how far it is. */
interface Shown {
  readonly searched?: { readonly words: PatientWords; readonly found: readonly FoundPatient[] }
  readonly anew?: boolean
}

function showArrived({ c, people, signIn }: UnderWay, arrived: Arrived | undefined, { searched, anew = false }: Shown) {
  const page = (view: ProviderView) => c.html(providerPage(view, languageOf(c, signIn)))
  const check = checkOf(signIn)
  if (!arrived) return page({ kind: 'providers', signIn, providers: people.providers, check, anew })
  const { taken, options } = arrived
  if (!taken) return page({ kind: 'options', signIn, options, check })
  return page({ kind: 'taken', signIn, taken, several: options.length > 1, check, ...present({ searched }) })
}
