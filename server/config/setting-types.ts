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
