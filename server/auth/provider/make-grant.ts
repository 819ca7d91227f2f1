import type Provider from 'oidc-provider'
import type { Grant } from 'oidc-provider'
import { accountId, grantSeconds, keepAccount, keepContext, type GrantContext } from './grant-context.ts'
import type { AuthorizationServerDeps } from './server-deps.ts'
import { grantedScopes, isFixedScope } from './smart-scopes.ts'

/** Who lets whom do what. */
export interface Granting {
  readonly client: string
  /** The scopes asked for. */
  readonly asked: readonly string[]
  readonly context: GrantContext & { readonly user: string }
  /** The person's name. */
  readonly name: string
}

/** A grant as it was kept. */
export interface Granted {
  readonly grant: Grant
  readonly grantId: string
  readonly accountId: string
  readonly scopes: readonly string[]
}

/**
 * Grants a client what it was registered for of what it asks, and keeps what for. What is not granted is refused by name: the
 * library would otherwise ask for consent again and again.
 */
export async function makeGrant(
  deps: AuthorizationServerDeps,
  provider: Provider,
  { client, asked, context, name }: Granting,
): Promise<Granted> {
  const registered = deps.clients.find(({ id }) => id === client)?.scopes ?? []
  const hasPatient = context.patient !== undefined
  const scopes = grantedScopes(asked, { registered, hasPatient, isProgram: false, opens: deps.opens })
  const account = accountId(context.tenant, context.user)
  const seconds = grantSeconds(scopes)
  const lasting = { accountId: account, clientId: client, expiresIn: seconds }
  const grant = new provider.Grant(lasting)
  const refused = asked.filter((text) => !scopes.includes(text))
  grant.addOIDCScope(scopes.filter(isFixedScope).join(' '))
  grant.addResourceScope(deps.base, scopes.join(' '))
  grant.rejectOIDCScope(refused.filter(isFixedScope).join(' '))
  grant.rejectResourceScope(deps.base, refused.join(' '))
  const grantId = await grant.save()
  await keepContext(deps, { grantId, seconds }, context)
  await keepAccount(deps, account, { name, user: context.user })
  return { grant, grantId, accountId: account, scopes }
}
