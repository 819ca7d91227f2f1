import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { clientContradictions, clientSettings } from './config/client-settings.ts'
import { ehrContradictions, ehrSettings, insecureEhrs } from './config/ehr-settings.ts'
import { identityContradictions, identitySettings } from './config/identity-settings.ts'
import { guardSettings } from './config/guard-settings.ts'
import { contradictions, limitSettings } from './config/limit-settings.ts'
import { outboundSettings } from './config/outbound-settings.ts'
import { whole, yesOrNo } from './config/setting-types.ts'
import { jsonFaultWords } from './fhir/prepare/json/locate-json-fault.ts'

/** Settings of a process, read once at start. Every field can be an environment variable or stand in `ccm.config.json`. */
export type Config = Settings & { readonly mode: 'demo' | 'production' }

/** The settings without what the kind of process makes of them: for work beside a server. */
export type Settings = Readonly<z.output<typeof settings>>

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const text = (error: string) => z.string({ error }).min(1, { error })

const mayBeFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false

const settings = z
  .object({
    PORT: whole(0, 65_535).default(8080),
    /** Address to listen on. Demo mode refuses any but loopback. */
    HOST: text('must be an address or a name to listen on').default('127.0.0.1'),
    /** Home of the embedded database and of secrets made at the first start. */
    DATA_DIR: text('must be the path of a folder')
      .default('./data')
      .transform((folder) => resolve(folder))
      .refine(mayBeFolder, { error: 'must be the path of a folder; there is a file of that name' }),
    /** A PostgreSQL 15 or newer of one's own; absent: the embedded one. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    /** What clients call the server; FHIR base and issuer are derived from it. Default: http://localhost:PORT. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
    /** Production: `true` says that a proxy in front terminates TLS and sets X-Forwarded-For. */
    TRUST_PROXY: yesOrNo().default(false),
    ...limitSettings,
    ...guardSettings,
    ...ehrSettings,
    ...outboundSettings,
    ...clientSettings,
    ...identitySettings,
  })
  .strict()

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** A setting is wrong: the message names it, says what was expected, and where it came from. Stops the start. */
export class ConfigError extends Error {
  readonly code = 'CONFIG'
}

/**
 * Reads the settings: environment before file before default.
 * @throws ConfigError naming each wrong setting.
 */
export function readConfig(environment: Record<string, string | undefined>, mode: Config['mode']): Config {
  const config = { ...readSettings(environment), mode }
  checkOthers(config, environment)
  checkMode(config)
  return Object.freeze(config)
}

/**
 * The same for a process that serves nobody: secrets for others need not be in its environment.
 * @throws ConfigError naming each wrong setting.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const named = environment['CCM_CONFIG']
  const file = named ?? 'ccm.config.json'
  const known = Object.keys(settings.shape)
  const fromEnvironment = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => known.includes(name) && value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse({ ...readFile(file, named !== undefined), ...fromEnvironment })
  const originOf = (name: string) => (name in fromEnvironment ? 'environment' : file)
  if (!parsed.success) throw wrong(parsed.error.issues.flatMap((issue) => wordsOf(issue, originOf)))
  const faults = contradictions(parsed.data)
  if (faults.length > 0) throw wrong(faults)
  return parsed.data
}

const wrong = (faults: readonly string[]) => new ConfigError(`These settings are wrong:\n  ${faults.join('\n  ')}`)

/** Those of others whom the server knows, with the secrets that the environment has for them. */
function checkOthers(settings: Settings, environment: Record<string, string | undefined>): void {
  const faults = [
    ...ehrContradictions(settings.EHRS, environment),
    ...clientContradictions(settings.CLIENTS, environment),
    ...identityContradictions(settings.IDENTITY_PROVIDERS, environment),
  ]
  if (faults.length > 0) throw wrong(faults)
}

function wordsOf(issue: z.core.$ZodIssue, originOf: (name: string) => string): readonly string[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
    return issue.keys.map((name) => `${name} (${originOf(name)}): is no setting`)
  const name = String(issue.path[0] ?? '')
  const origin = originOf(name)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${pathOf([...issue.path, key])} (${origin}): is no setting`)
  return [`${pathOf(issue.path)} (${origin}): ${issue.message}`]
}

/** `EHRS[0].issuers[1]` */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('')
}

/** Where clients reach the server: PUBLIC_URL, or localhost at the port it listens on. */
export function publicUrl(config: Settings, port: number = config.PORT): string {
  return config.PUBLIC_URL ?? `http://localhost:${port}`
}

/** A file that nobody has named need not be there. */
function readFile(file: string, named: boolean): Record<string, unknown> {
  if (!existsSync(file)) {
    if (!named) return {}
    throw new ConfigError(`CCM_CONFIG names ${file}, and there is no such file.`)
  }
  const value = parseFile(file)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new ConfigError(`${file} must hold one JSON object: {"PORT": 8080, …}`)
}

/** Some editors put a byte order mark before the text. What is wrong is not shown: there may be a password in it. */
function parseFile(file: string): unknown {
  let text = ''
  try {
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
    return JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError))
      throw new ConfigError(`${file} cannot be read: ${(cause as Error).message}`, { cause })
    throw new ConfigError(`${file} is not JSON: ${jsonFaultWords(text)}.`)
  }
}

function checkMode(config: Config): void {
  if (config.mode === 'demo') {
    if (!LOOPBACK.test(config.HOST))
      throw new ConfigError(
        `HOST is ${config.HOST}, but demo mode hands out tokens to everybody and listens on loopback only. Use 127.0.0.1, or start with npm run serve.`,
      )
    return
  }
  if (!config.PUBLIC_URL?.startsWith('https://'))
    throw new ConfigError('PUBLIC_URL must be the https:// address under which clients reach this server.')
  if (!config.TRUST_PROXY)
    throw new ConfigError(
      'TRUST_PROXY must be true: this process speaks plain HTTP and expects a proxy in front of it that terminates TLS.',
    )
  const insecure = insecureEhrs(config.EHRS)
  if (insecure.length > 0) throw new ConfigError(`These settings are wrong:\n  ${insecure.join('\n  ')}`)
}
