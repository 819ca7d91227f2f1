import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** How long a client may ask again with a refresh token that it has used, in milliseconds: an answer can be lost on the way. */
const REPEAT_TIME = 10_000

type RepeatDeps = Pick<AuthorizationServerDeps, 'records' | 'clock'>

const TOKEN = 'RefreshToken'
const ANSWER = 'RefreshAnswer'
/** While the first request is still being answered, the second looks for its answer this often, in milliseconds. */
const PAUSE = 50
const LOOKS = 40

/**
 * A client that asks again with the refresh token that it has just used gets the same answer again: no second line of tokens
 * comes of it. A refresh token that is used later than that ends all that came of it, which the library does.
 */
export function answerRepeated(deps: RepeatDeps, provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as KoaContextWithOIDC
    if ((oidc as typeof oidc | undefined)?.route !== 'token' || oidc.params?.['grant_type'] !== 'refresh_token') return
    if (ctx.status === 200) await keepAnswer(deps, ctx as KoaContextWithOIDC)
    else if ((ctx.body as { readonly error?: string } | null)?.error === 'invalid_grant')
      await answerAgain(deps, provider, ctx as KoaContextWithOIDC)
  })
}

/** Sealed, as everything that the records hold, and gone with its grant. */
async function keepAnswer({ records, clock }: RepeatDeps, { oidc, body }: KoaContextWithOIDC): Promise<void> {
  const payload = { body, grantId: oidc.entities.Grant?.jti }
  await records.keep({ model: ANSWER, id: questionOf(oidc), payload, until: clock.now() + REPEAT_TIME })
}

async function answerAgain(deps: RepeatDeps, provider: Provider, ctx: KoaContextWithOIDC): Promise<void> {
  const { oidc } = ctx
  if (!(await wasJustUsed(deps, oidc))) return
  const body = await answerTo(deps, questionOf(oidc))
  const token = body && (await provider.AccessToken.find(body.access_token))
  if (!token) return
  oidc.entity('AccessToken', token)
  ctx.status = 200
  ctx.body = body
}

/** Whether it was this very client that used it, within the time; a token that was revoked is not there any more. */
async function wasJustUsed({ records, clock }: RepeatDeps, oidc: KoaContextWithOIDC['oidc']): Promise<boolean> {
  const found = await records.find(TOKEN, String(oidc.params?.['refresh_token']))
  // Without a client nobody has proved to be one.
  if (!oidc.client || found?.consumed === undefined) return false
  return found.payload['clientId'] === oidc.client.clientId && isRecent(found.consumed, clock.now())
}

/** Whether a refresh token that was used then may be repeated now. Both in milliseconds since 1970. */
export function isRecent(consumed: number, now: number): boolean {
  return now - consumed < REPEAT_TIME
}

interface Answer {
  readonly access_token: string
}

async function answerTo({ records }: RepeatDeps, question: string): Promise<Answer | undefined> {
  for (let look = 0; look < LOOKS; look++) {
    const found = await records.find(ANSWER, question)
    if (found) return found.payload['body'] as Answer
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  return undefined
}

/** The same client with the same token, for the same scopes. */
function questionOf({ client, params }: KoaContextWithOIDC['oidc']): string {
  return JSON.stringify([client?.clientId, params?.['refresh_token'], params?.['scope']])
}
