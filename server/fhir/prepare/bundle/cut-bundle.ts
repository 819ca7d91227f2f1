import { endOfNested, endOfString } from '../json/json-shape.ts'

/** A Bundle's text without its resources, and they by themselves. Each is read when it is its turn. */
export interface CutBundle {
  /** The Bundle, with null for each resource. */
  readonly frame: string
  /** Texts of resources by entry. */
  readonly resources: ReadonlyMap<number, string>
}

/** Cuts the resources of the entries out of a Bundle's text. It need not be JSON: whoever reads the parts finds out. */
export function cutBundle(text: string): CutBundle {
  const cutting = new Cutting(text)
  for (let at = 0; at < text.length; at++) at = cutting.take(at)
  return cutting.end()
}

/** Of `{ "entry": [ { "resource": … } ] }` the names of the Bundle and of its entries stand at these depths. */
const IN_BUNDLE = 1
const IN_LIST = 2
const IN_ENTRY = 3

class Cutting {
  readonly #text: string
  readonly #frame: string[] = []
  readonly #resources = new Map<number, string>()
  /** Up to where the text has been dealt with. */
  #done = 0
  #depth = 0
  #inEntries = false
  #entry = 0
  #string = ''

  constructor(text: string) {
    this.#text = text
  }

  /** Takes what stands here; answers where it ends. */
  take(at: number): number {
    switch (this.#text.charAt(at)) {
      case '"':
        return this.#takeString(at)
      case ':':
        return this.#takeName(at)
      case ',':
        if (this.#depth === IN_LIST) this.#entry++
        break
      case '{':
      case '[':
        if (++this.#depth === IN_LIST) this.#entry = 0
        break
      case '}':
      case ']':
        this.#depth--
        break
      default:
    }
    return at
  }

  end(): CutBundle {
    this.#frame.push(this.#text.slice(this.#done))
    return { frame: this.#frame.join(''), resources: this.#resources }
  }

  #takeString(at: number): number {
    const end = endOfString(this.#text, at)
    if (this.#depth === IN_BUNDLE || this.#depth === IN_ENTRY) this.#string = this.#text.slice(at + 1, end)
    return end
  }

  #takeName(at: number): number {
    if (this.#depth === IN_BUNDLE) this.#inEntries = this.#string === 'entry'
    if (this.#depth !== IN_ENTRY || !this.#inEntries || this.#string !== 'resource') return at
    const start = this.#text.indexOf('{', at)
    if (start < 0 || this.#text.slice(at + 1, start).trim() !== '') return at
    const end = endOfNested(this.#text, start)
    this.#frame.push(this.#text.slice(this.#done, start), 'null')
    this.#resources.set(this.#entry, this.#text.slice(start, end))
    this.#done = end
    return end - 1
  }
}
