import { isId } from '#domain/fhir/ids.ts'
import { present } from '#domain/present.ts'
import { z } from 'zod'
import { ID_TOKEN_ALGORITHMS, OWN_APP, type RegisteredClient } from '../auth/provider/registered-client.ts'
import { DEMO_CLIENT } from '../auth/demo-tokens.ts'
import { parseScope } from '../auth/scopes.ts'
import { FIXED_SCOPES } from '../auth/provider/smart-scopes.ts'
import { ROLES } from '../ports/caller.ts'
import { atLeastOne, environmentName, fromText, line, listOf, oneOf, url } from './setting-types.ts'

const FIXED: ReadonlySet<string> = new Set(FIXED_SCOPES)

const scope = () =>
  line('must be a scope').refine((text) => FIXED.has(text) || parseScope(text) !== undefined, {
    error: 'is no scope of SMART, such as patient/Observation.rs, openid or launch/patient',
  })

const jwk = z.looseObject({ kty: z.string({ error: 'must be a public key (JWK)' }) }).refine((key) => !('d' in key), {
  error: 'holds a private key; a client shows its public one only',
})

const idOf = (what: string) => z.string().refine(isId, { error: `must be the id of ${what}` })

const service = z.strictObject({
  tenant: line('must be the name of a practice (its slug)'),
  role: oneOf(ROLES),
  group: idOf('a Group').optional(),
  organization: idOf('an Organization').optional(),
})

const client = z
  .strictObject({
    id: line('must be the client_id'),
    name: line('must be the name that people know the app by'),
    redirectUris: listOf(url(), 'addresses').default([]),
    scopes: atLeastOne(scope(), 'scopes'),
    secretFrom: environmentName(),
    jwks: z.strictObject({ keys: atLeastOne(jwk, 'public keys') }).optional(),
    jwksUrl: url().optional(),
    idTokenAlgorithm: oneOf(ID_TOKEN_ALGORITHMS).optional(),
    exchanges: z.boolean({ error: 'must be true or false' }).default(false),
    introspects: z.boolean({ error: 'must be true or false' }).default(false),
    launches: z.boolean({ error: 'must be true or false' }).default(false),
    service: service.optional(),
  })
  .refine(
    ({ secretFrom, jwks, jwksUrl }) => [secretFrom, jwks, jwksUrl].filter((one) => one !== undefined).length < 2,
    {
      path: ['secretFrom'],
      error: 'a client proves itself in one way: secretFrom, jwks or jwksUrl',
    },
  )
  .refine(({ service: acts, jwks, jwksUrl }) => !acts || jwks !== undefined || jwksUrl !== undefined, {
    path: ['service'],
    error: 'a program that acts by itself proves itself by a key: jwks or jwksUrl',
  })

type ClientSetting = Readonly<z.output<typeof client>>

/** The setting `CLIENTS`: apps and programs that may ask for tokens. */
export const clientSettings = {
  CLIENTS: z.preprocess(fromText, listOf(client, 'clients: [{"id": …}]')).default([]),
  /** Seal secrets in the database: each 32 bytes in base64url, separated by commas, the newest first. Absent: a file in DATA_DIR. */
  SECRETS_KEYS: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}(,[A-Za-z0-9_-]{43})*$/, {
      error: 'must be 32 random bytes in base64url (43 characters), or several such keys with commas between',
    })
    .optional(),
} as const

/** The clients of the settings. Secrets are taken from the environment. */
export function registeredClients(
  clients: readonly ClientSetting[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly RegisteredClient[] {
  return clients.map(({ secretFrom, jwks, jwksUrl, service: acts, idTokenAlgorithm, ...each }) => ({
    ...each,
    proof: secretFrom !== undefined ? 'secret' : jwks !== undefined || jwksUrl !== undefined ? 'key' : 'none',
    ...present({
      secret: secretFrom === undefined ? undefined : environment[secretFrom],
      jwks,
      jwksUrl,
      idTokenAlgorithm,
    }),
    ...(acts ? { service: serviceOf(acts) } : {}),
  }))
}

function serviceOf({ tenant, role, group, organization }: z.output<typeof service>) {
  return { tenant, role, ...present({ group, organization }) }
}

/** Our own app, and the tokens of demo mode. */
const RESERVED: ReadonlySet<string> = new Set([OWN_APP, DEMO_CLIENT])

/**
 * The fewest characters of a client's secret: 32 random ones of base64url hold 192 bits, and RFC 6749 section 10.10 asks for
 * 160 where somebody could guess. A shorter one is a word of somebody's choice.
 */
const SECRET_LENGTH = 32

/** What is wrong with clients that are right one by one. Each names the field. */
export function clientContradictions(
  clients: readonly ClientSetting[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const seen = new Set<string>()
  return clients.flatMap(({ id, secretFrom }, at) => {
    const twice = seen.has(id) ? [`CLIENTS[${at}].id: ${id} is registered twice`] : []
    seen.add(id)
    const ours = RESERVED.has(id) ? [`CLIENTS[${at}].id: ${id} is a name of the product's own`] : []
    const secret = secretFrom === undefined ? [] : secretProblems(secretFrom, environment[secretFrom] ?? '')
    return [...twice, ...ours, ...secret.map((problem) => `CLIENTS[${at}].secretFrom: ${problem}`)]
  })
}

/** The secret itself is in no message. */
function secretProblems(name: string, secret: string): readonly string[] {
  if (secret === '') return [`the environment has no ${name}`]
  if (secret.length >= SECRET_LENGTH) return []
  return [`the secret in ${name} has ${secret.length} characters; it must be at least ${SECRET_LENGTH} random ones`]
}
