import { z } from 'zod'

/** Environment variables are text; a file may say numbers and booleans as what they are. Nothing else becomes either. */
function read(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const text = value.trim()
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

/** A number between two bounds, these included. */
export function number(least: number, most: number) {
  const error = `must be a number from ${least} to ${most}`
  return z.preprocess(read, z.number({ error }).min(least, { error }).max(most, { error }))
}

/** A whole number between two bounds, these included. */
export function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.preprocess(read, z.number({ error }).int({ error }).min(least, { error }).max(most, { error }))
}

/** `true` or `false`. */
export function yesOrNo() {
  const error = 'must be true or false'
  return z.union([z.boolean(), z.stringbool()], { error })
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** A text that says something. */
export const line = (error: string) => z.string({ error }).trim().min(1, { error })

function parsedUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  if (`${url.username}${url.password}${url.hash}` !== '') return undefined
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))
  return secure ? url : undefined
}

const URL_ERROR = 'must be an https:// URL without user, password and fragment (http:// on this machine only)'

/** An address that can be reached safely. */
export const url = () =>
  z.string({ error: URL_ERROR }).refine((text) => parsedUrl(text) !== undefined, { error: URL_ERROR })

/** The same without a slash at its end. */
export const baseUrl = () => url().transform((text) => text.replace(/\/+$/, ''))

const ORIGIN_ERROR = 'must be an origin: https://ehr.example, without a path'

/** Scheme, host and port. */
export const origin = () =>
  z.string({ error: ORIGIN_ERROR }).refine((text) => parsedUrl(text)?.origin === text, { error: ORIGIN_ERROR })

/** One of these words. */
export const oneOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

/** A list of something. */
export const listOf = <T extends z.ZodType>(item: T, what: string) =>
  z.array(item, { error: `must be a list of ${what}` })

/** A list that is not empty. */
export const atLeastOne = <T extends z.ZodType>(item: T, what: string) =>
  listOf(item, what).min(1, { error: `must name at least one of: ${what}` })

/** The name of an environment variable that holds a secret. */
export const environmentName = () =>
  z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'must be the name of an environment variable, not the secret itself' })
    .optional()

/** An environment variable holds the list as JSON. What is no JSON is left as it is, and refused as no list. */
export function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
