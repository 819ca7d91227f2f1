import { isId } from '#domain/fhir/ids.ts'
import { checkXhtml } from '../narrative/xhtml.ts'

/** What is wrong with a primitive value, in words that follow the element's name; undefined when it is right. */
export type PrimitiveCheck = (value: unknown) => string | undefined

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/
const DATE_TIME =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00))?)?)?$/
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/
/** Blanks where a code has none. Asked for what is wrong: what is right, a regular expression would go through on a stack. */
const NO_CODE = /^$|^\s|\s\s|\s$/
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const NO_BASE64 = /[^A-Za-z0-9+/]/
/** Longer is no OID; some have a regular expression run out of stack. */
const LONGEST_OID = 1000
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/
const MAX_STRING = 1_048_576
const MAX_INTEGER = 2_147_483_647

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function existingDay(match: RegExpExecArray): boolean {
  const year = Number(match[1])
  const month = match[2] === undefined ? 1 : Number(match[2])
  const day = match[3] === undefined ? 1 : Number(match[3])
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
  return year > 0 && day > 0 && day <= days
}

function moment(pattern: RegExp, form: string): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'string') return `must be text like ${form}`
    const match = pattern.exec(value)
    if (!match) return `must be written like ${form}`
    return existingDay(match) ? undefined : 'is a day that the calendar does not have'
  }
}

/** What is no character, whatever JSON can write. */
function unprintable(value: string): string | undefined {
  if (CONTROL.test(value)) return 'must not contain control characters'
  return value.isWellFormed() ? undefined : 'must not contain halves of characters (lone surrogates)'
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text'
  if (value.trim() === '') return 'must not be empty'
  const odd = unprintable(value)
  if (odd) return odd
  return value.length > MAX_STRING ? 'must not be longer than 1,048,576 characters' : undefined
}

function uri(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text'
  if (value === '') return 'must not be empty'
  if (/\s/.test(value)) return 'must not contain blanks'
  const odd = unprintable(value)
  if (odd) return odd
  if (value.startsWith('urn:uuid:') && !UUID.test(value)) return 'must be a UUID in lower case after urn:uuid:'
  return value.startsWith('urn:oid:') && !isOid(value) ? 'must be an OID after urn:oid:' : undefined
}

function canonical(value: unknown): string | undefined {
  const fault = uri(value)
  return fault ?? (/^(?:#|[A-Za-z][A-Za-z0-9+.-]*:)/.test(value as string) ? undefined : 'must be an absolute URL')
}

function isOid(value: string): boolean {
  return value.length <= LONGEST_OID && OID.test(value)
}

function passing(passes: (value: string) => boolean, form: string): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'string') return 'must be text'
    return passes(value) ? unprintable(value) : `must be ${form}`
  }
}

function whole(least: number): PrimitiveCheck {
  const form = least > -MAX_INTEGER ? `a whole number, ${least} or more` : 'a whole number'
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MAX_INTEGER
      ? undefined
      : `must be ${form}`
}

function base64(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text'
  if (value === '') return 'must not be empty'
  const plain = /\s/.test(value) ? value.replace(/\s/g, '') : value
  const padding = plain.endsWith('==') ? 2 : Number(plain.endsWith('='))
  const right =
    plain.length % 4 === 0 && plain.length > padding && !NO_BASE64.test(plain.slice(0, plain.length - padding))
  return right ? undefined : 'must be base64'
}

/** The rules of R4's primitive types (regular expressions of the specification, and the calendar). */
export const PRIMITIVES: ReadonlyMap<string, PrimitiveCheck> = new Map<string, PrimitiveCheck>([
  ['boolean', (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')],
  ['integer', whole(-MAX_INTEGER - 1)],
  ['unsignedInt', whole(0)],
  ['positiveInt', whole(1)],
  ['decimal', (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number')],
  ['string', text],
  ['markdown', text],
  ['code', passing((value) => !NO_CODE.test(value), 'a code: no blanks at its ends, none doubled')],
  ['id', passing(isId, 'an id: letters, digits, - and ., at most 64')],
  ['uri', uri],
  ['url', uri],
  ['canonical', canonical],
  ['oid', passing(isOid, 'an OID after urn:oid:')],
  ['uuid', passing((value) => UUID.test(value), 'a UUID after urn:uuid:')],
  ['date', moment(DATE, '2026, 2026-03 or 2026-03-31')],
  ['dateTime', moment(DATE_TIME, '2026, 2026-03, 2026-03-31 or 2026-03-31T14:05:00-05:00 (a time needs its zone)')],
  ['instant', moment(INSTANT, '2026-03-31T14:05:00.123-05:00')],
  ['time', passing((value) => TIME.test(value), 'a time like 14:05:00')],
  ['base64Binary', base64],
  ['xhtml', (value) => (typeof value === 'string' ? unprintable(value) : undefined) ?? checkXhtml(value)],
])
