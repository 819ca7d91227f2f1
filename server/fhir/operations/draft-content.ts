import { fault } from '../fault.ts'
import { jsonShape } from '../prepare/json/json-shape.ts'
import { isObject } from '../validation/json.ts'

/** Of a draft's content in UTF-8: many times what the form asks, and less than what is sent while a page is left. */
const MOST_BYTES = 32_768
const MOST_DEPTH = 20

/** A character that PostgreSQL keeps in no JSON: zero, or half of a pair. As JSON.stringify writes it. */
const UNKEPT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/**
 * The content of a draft, as it is kept: the JSON of an object.
 * @throws FhirError 413 when it is too long, 400 when it is something else
 */
export function draftContent(text: string): string {
  const bytes = Buffer.byteLength(text)
  const expression = 'content'
  if (bytes > MOST_BYTES) {
    const message = `The content has ${bytes} bytes; a draft may have ${MOST_BYTES}. Nothing was kept.`
    throw fault(413, 'too-long', message, { expression })
  }
  const value = jsonShape(text).depth > MOST_DEPTH ? undefined : parsed(text)
  const kept = isObject(value) ? JSON.stringify(value) : undefined
  if (kept !== undefined && !UNKEPT.test(kept)) return kept
  const message = `content takes the JSON of an object, ${MOST_DEPTH} levels deep at most, of characters that can be kept.`
  throw fault(400, 'value', message, { expression })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
