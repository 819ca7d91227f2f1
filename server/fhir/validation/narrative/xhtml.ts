/** Elements and attributes that FHIR allows in narrative (R4, Narrative: the part of XHTML without scripts and forms). */
const ELEMENTS = new Set(
  (
    'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ' +
    'ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
)

const ATTRIBUTES = new Set(
  (
    'title style class id lang xml:lang dir accesskey tabindex xml:space abbr align alt axis bgcolor border cellhalign ' +
    'cellpadding cellspacing cellvalign char charoff charset cite colspan compact coords face frame height headers href ' +
    'hreflang hspace longdesc name nowrap rel rev rowspan rules scope shape span src start summary type valign value ' +
    'vspace width'
  ).split(' '),
)

/** Blocks cannot stand in a paragraph; a parser that corrects this would show something else than was written. */
const BLOCKS = new Set('blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '))

const NAMESPACE = 'http://www.w3.org/1999/xhtml'
const TOKEN =
  /<!--(?:(?!--)[^])*?-->|<\/([A-Za-z][\w:.-]*)\s*>|<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,100})\s*(\/?)>/y
const ATTRIBUTE = /([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g
const ENTITY = /&(?:(?:amp|lt|gt|quot|apos)|#\d+|#x[0-9A-Fa-f]+);|&/g

/** What is wrong with a narrative's `div`, in words that follow its name; undefined when it is right. */
export function checkXhtml(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text'
  return new XhtmlReader(value).fault()
}

class XhtmlReader {
  readonly #text: string
  readonly #open: string[] = []
  /** How many of them are `p`. */
  #paragraphs = 0
  readonly #ids = new Set<string>()
  readonly #links: string[] = []
  #content = false
  #at = 0

  constructor(text: string) {
    this.#text = text.trim()
  }

  fault(): string | undefined {
    if (!/^<div[\s>/]/.test(this.#text)) return 'must be one <div>'
    do {
      const fault = this.#text[this.#at] === '<' ? this.#tag() : this.#words()
      if (fault !== undefined) return fault
    } while (this.#open.length > 0 && this.#at < this.#text.length)
    return this.#unfinished() ?? this.#deadLink()
  }

  #unfinished(): string | undefined {
    if (this.#open.length > 0) return `has no end tag for <${this.#open.at(-1) ?? ''}>`
    if (this.#at < this.#text.length) return 'must be one <div> with nothing after it'
    return this.#content ? undefined : 'must have content, not only blanks (txt-2)'
  }

  #deadLink(): string | undefined {
    const dead = this.#links.find((id) => !this.#ids.has(id))
    return dead === undefined ? undefined : `links to #${dead}, which is not in it`
  }

  /** Text between tags. */
  #words(): string | undefined {
    const end = this.#text.indexOf('<', this.#at)
    const words = this.#text.slice(this.#at, end < 0 ? undefined : end)
    this.#at += words.length
    this.#content ||= words.trim() !== ''
    return badEntity(words)
  }

  #tag(): string | undefined {
    TOKEN.lastIndex = this.#at
    const match = TOKEN.exec(this.#text)
    if (!match) return `is not well-formed XHTML near "${this.#text.slice(this.#at, this.#at + 20)}"`
    this.#at = TOKEN.lastIndex
    const [, closing, opening, attributes = '', selfClosing] = match
    if (closing !== undefined) return this.#close(closing)
    return opening === undefined ? undefined : this.#enter(opening, attributes, selfClosing === '/')
  }

  #close(name: string): string | undefined {
    const open = this.#open.pop()
    if (open === 'p') this.#paragraphs--
    return open === name ? undefined : `closes <${name}> where <${open ?? 'nothing'}> is open`
  }

  #enter(name: string, attributes: string, empty: boolean): string | undefined {
    if (!ELEMENTS.has(name)) return `must not contain <${name}>`
    if (BLOCKS.has(name) && this.#paragraphs > 0) return `must not have <${name}> in <p>`
    const fault = this.#attributes(name, attributes)
    if (name === 'img') this.#content = true
    if (!empty) this.#open.push(name)
    if (!empty && name === 'p') this.#paragraphs++
    return fault
  }

  #attributes(element: string, text: string): string | undefined {
    const names = new Set<string>()
    for (const [, name = '', quoted = ''] of text.matchAll(ATTRIBUTE)) {
      const value = quoted.slice(1, -1)
      if (names.has(name)) return `has ${name} twice on <${element}>`
      names.add(name)
      const fault = this.#attribute(element, name, value) ?? badEntity(value)
      if (fault !== undefined) return fault
    }
    return this.#open.length === 0 && !text.includes(NAMESPACE) ? `must have the namespace ${NAMESPACE}` : undefined
  }

  #attribute(element: string, name: string, value: string): string | undefined {
    if (name === 'xmlns') return value === NAMESPACE ? undefined : `must have the namespace ${NAMESPACE}`
    if (!ATTRIBUTES.has(name)) return `must not have the attribute ${name} on <${element}>`
    if (name === 'id' || (name === 'name' && element === 'a')) this.#ids.add(value)
    return name === 'href' || name === 'src' ? this.#link(name, value) : undefined
  }

  #link(name: string, value: string): string | undefined {
    if (/^\s*(?:javascript|vbscript|data:text)/i.test(value)) return `must not run ${name}="${value.slice(0, 20)}"`
    if (value.startsWith('#') && value.length > 1) this.#links.push(value.slice(1))
    return undefined
  }
}

/** XML knows five named entities only: `&nbsp;` is an error, and a bare `&` too. */
function badEntity(text: string): string | undefined {
  if (!text.includes('&')) return undefined
  for (const [found] of text.matchAll(ENTITY))
    if (found === '&') return 'has an & that is not &amp;, &lt;, &gt;, &quot;, &apos; or a number'
  return undefined
}
