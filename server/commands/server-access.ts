import { mintDemoToken, type DemoTokenClaims } from '../auth/demo-tokens.ts'
import { publicUrl, readConfig } from '../config.ts'
import { DEMO_TENANT, DEMO_USERS } from '../demo/practice.ts'
import { readDemoKey } from '../compose/demo-key.ts'
import { IDENTIFIER } from '#domain/fhir/canonicals.ts'
import type { Bundle, Organization } from '@medplum/fhirtypes'
import { textOf, UsageError, type CommandLine } from './command-line.ts'

/** A running server as a command sees it. */
export interface ServerAccess {
  readonly fhirBase: string
  readonly token: string
  /** GET below the FHIR base. @throws Error with the server's words when it refuses */
  get(path: string): Promise<Record<string, unknown>>
  /** Slug of the practice that the token belongs to. */
  practice(): Promise<string>
}

/**
 * The server named by `--url` (else PUBLIC_URL, else localhost at PORT) with the token of `--token` (else, in demo mode,
 * the demo administrator's, signed here with the key in DATA_DIR).
 */
export async function serverAccess(line: CommandLine): Promise<ServerAccess> {
  const config = readConfig(process.env, 'demo')
  const url = addressOf(textOf(line, 'url') ?? publicUrl(config))
  const token = textOf(line, 'token') ?? (await demoToken({ role: 'administrator' }))
  const fhirBase = `${url}/fhir/r4`
  const get = async (path: string) => {
    const response = await fetch(`${fhirBase}/${path}`, { headers: { authorization: `Bearer ${token}` } }).catch(
      (cause: unknown) => {
        throw new Error(`The server at ${url} does not answer. Is it running? (npm start)`, { cause })
      },
    )
    if (!response.ok) throw new Error(`The server at ${url} answers ${response.status} to GET ${path}.`)
    return (await response.json()) as Record<string, unknown>
  }
  return { fhirBase, token, get, practice: () => practiceOf(get) }
}

function addressOf(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new UsageError(`--url wants an address like http://localhost:8080, not ${text}`)
  return text.replace(/\/+$/, '')
}

/** A token for the demo practice; `user` defaults to the demo's person of that role. */
export async function demoToken(claims: Omit<DemoTokenClaims, 'tenant'>): Promise<string> {
  const config = readConfig(process.env, 'demo')
  const key = await readDemoKey(config.DATA_DIR)
  if (!key)
    throw new UsageError(
      `There is no demo server in ${config.DATA_DIR} yet: start one with npm start (with the same DATA_DIR), or give --token.`,
    )
  const user = claims.user ?? (DEMO_USERS[claims.role] ? `Practitioner/${DEMO_USERS[claims.role]}` : undefined)
  return mintDemoToken({ tenant: DEMO_TENANT, ...claims, ...(user ? { user } : {}) }, key, { now: () => Date.now() })
}

async function practiceOf(get: ServerAccess['get']): Promise<string> {
  const found = (await get(
    `Organization?identifier=${encodeURIComponent(`${IDENTIFIER.practice}|`)}`,
  )) as unknown as Bundle<Organization>
  const identifier = found.entry?.[0]?.resource?.identifier?.find(({ system }) => system === IDENTIFIER.practice)
  if (identifier?.value) return identifier.value
  throw new Error('The token belongs to a practice that has no Organization yet.')
}
