import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { contradictions, limitSettings } from './config/limit-settings.ts'

/** Settings of a process, read once at start. Every field can be an environment variable or stand in `ccm.config.json`. */
export type Config = Readonly<z.output<typeof settings>> & { readonly mode: 'demo' | 'production' }

const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(8080),
    /** Address to listen on. Demo mode refuses any but loopback. */
    HOST: z.string().min(1).default('127.0.0.1'),
    /** Home of the embedded database and of secrets made at the first start. */
    DATA_DIR: z
      .string()
      .min(1)
      .default('./data')
      .transform((folder) => resolve(folder)),
    /** A PostgreSQL 15 or newer of one's own; absent: the embedded one. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    /** What clients call the server; FHIR base and issuer are derived from it. Default: http://localhost:PORT. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Production: `true` says that a proxy in front terminates TLS and sets X-Forwarded-For. */
    TRUST_PROXY: z.stringbool().default(false),
    ...limitSettings,
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
  const file = environment['CCM_CONFIG'] ?? 'ccm.config.json'
  const known = Object.keys(settings.shape)
  const fromEnvironment = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => known.includes(name) && value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse({ ...readFile(file), ...fromEnvironment })
  const faults = parsed.success ? contradictions(parsed.data) : parsed.error.issues.map((issue) => wordsOf(issue, file))
  if (!parsed.success || faults.length > 0)
    throw new ConfigError(`Settings (environment or ${file}):\n  ${faults.join('\n  ')}`)
  const config = { ...parsed.data, mode }
  checkMode(config)
  return Object.freeze(config)
}

function wordsOf({ path, message }: z.core.$ZodIssue, file: string): string {
  return `${path.join('.') || file}: ${message}`
}

/** Where clients reach the server: PUBLIC_URL, or localhost at the port it listens on. */
export function publicUrl(config: Config, port: number = config.PORT): string {
  return config.PUBLIC_URL ?? `http://localhost:${port}`
}

function readFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    throw new Error('it must hold one JSON object')
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: ${(cause as Error).message}`, { cause })
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
}
