import type { IndexedDate, IndexedQuantity, IndexedString } from '#ports/prepare.ts'
import { searchKey, type KeyForm } from './key.ts'

/** Characters of a text that lie in an index. */
const LONGEST = 600

/** Collects the index of one resource. */
export class IndexSink {
  readonly keys = new Set<string>()
  readonly patients = new Set<string>()
  readonly references = new Set<string>()
  readonly strings: IndexedString[] = []
  readonly dates: IndexedDate[] = []
  readonly quantities: IndexedQuantity[] = []
  readonly texts = new Map<string, { readonly param: number; readonly value: string; readonly key: string }>()
  present = 0n
  /** The server's FHIR base URL, where it is known. */
  readonly own: string | undefined

  /** Grows with everything that is added: tells whether a value gave anything to look for. */
  size = 0

  constructor(own: string | undefined) {
    this.own = own
  }

  key(param: number, form: KeyForm, value: string): void {
    this.size++
    this.keys.add(searchKey(param, form, value))
  }

  string(row: IndexedString): void {
    this.size++
    this.strings.push(row)
  }

  date(row: IndexedDate): void {
    this.size++
    this.dates.push(row)
  }

  quantity(row: IndexedQuantity): void {
    this.size++
    this.quantities.push(row)
  }

  /**
   * A text or URI that is looked up by its beginning (`:text`, `:below`, `system|`), and the key that it leads to. An index of
   * PostgreSQL takes no more than its first 600 characters.
   */
  term(param: number, text: string, form: KeyForm, keyValue: string): void {
    this.size++
    const key = searchKey(param, form, keyValue)
    const value = text.slice(0, LONGEST)
    this.keys.add(key)
    this.texts.set(`${param} ${value}`, { param, value, key })
  }
}
