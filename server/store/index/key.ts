import { hash } from 'node:crypto'

/**
 * What a key says about a value:
 * `c` a code of any system, `s` system|code, `y` a system, `o` an identifier with its type, `x` a text or URI to be found
 * by its beginning; `r` a reference Type/id, `v` one with its version, `b` a bare id, `u` a URL; `i`, `j` the identifier of
 * a logical reference without and with its system; `e` an exact string; `p` a patient and a code together.
 */
export type KeyForm = 'c' | 's' | 'y' | 'o' | 'x' | 'r' | 'v' | 'b' | 'u' | 'i' | 'j' | 'e' | 'p'

const FORMS: readonly KeyForm[] = ['c', 's', 'y', 'o', 'x', 'r', 'v', 'b', 'u', 'i', 'j', 'e', 'p']
const formNumber: Readonly<Record<string, number>> = Object.fromEntries(FORMS.map((form, at) => [form, at]))

const CACHE_LIMIT = 50_000
/** What is longer comes once, in all likelihood: whoever searches may send as much as they like. */
const CACHED_LENGTH = 200
/** Keys of values that repeat, one map for each parameter and form: looking up needs no text to be put together. */
const caches: (Map<string, string> | undefined)[] = []
let cached = 0

/** The text whose hash stands for a value of a parameter. `ccm.search_key` hashes the same text in SQL. */
function keyText(param: number, form: KeyForm, value: string): string {
  return `${param} ${form}${value}`
}

/** 64 bits that stand for a value of a parameter, as signed decimal text; the tenant is not mixed in yet. */
export function searchKey(param: number, form: KeyForm, value: string): string {
  const place = param * FORMS.length + (formNumber[form] ?? 0)
  const cache = (caches[place] ??= new Map<string, string>())
  const known = cache.get(value)
  if (known !== undefined) return known
  const key = hash('sha256', keyText(param, form, value), 'buffer')
    .readBigInt64BE(0)
    .toString()
  if (value.length > CACHED_LENGTH) return key
  if (++cached > CACHE_LIMIT) {
    cached = 0
    caches.length = 0
  }
  cache.set(ownText(value), key)
  return key
}

/** The same text by itself: a part of a body, of which V8 keeps the whole as long as it keeps the part. */
function ownText(value: string): string {
  return Buffer.from(value, 'utf16le').toString('utf16le')
}

/** Makes keys of one tenant differ from those of every other. */
export class TenantKeys {
  /** Signed 64-bit decimal text: the second argument of `ccm.search_key`. */
  readonly bits: string
  readonly #bits: bigint

  constructor(tenant: number) {
    this.#bits = hash('sha256', `tenant ${tenant}`, 'buffer').readBigInt64BE(0)
    this.bits = this.#bits.toString()
  }

  mix(key: string): string {
    return (BigInt(key) ^ this.#bits).toString()
  }

  mixAll(keys: readonly string[]): string[] {
    return keys.map((key) => this.mix(key))
  }
}
