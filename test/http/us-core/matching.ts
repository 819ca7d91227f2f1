import { read, spanOf, type Held, type ReadValue } from './read-elements.ts'

/** Whether a resource fulfils `name=value` of a query, by the rules of https://hl7.org/fhir/R4/search.html */
export function fulfils(resource: Held, name: string, value: string): boolean {
  const values = read(resource, name)
  return value.split(',').some((one) => values.some((held) => matches(held, one)))
}

function matches(held: ReadValue, asked: string): boolean {
  switch (held.kind) {
    case 'token': {
      const [system, code] = asked.includes('|') ? asked.split('|') : [undefined, asked]
      return held.code === code && (system === undefined || held.system === undefined || held.system === system)
    }
    case 'reference':
      return held.reference === asked || held.reference.endsWith(`/${asked}`)
    case 'text':
      return plain(held.text).startsWith(plain(asked))
    case 'date':
      return compare(held, asked)
  }
}

/** Letters alone count: neither case nor accents. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}

interface Span {
  readonly from: number
  readonly to: number
}

const PREFIXES: Readonly<Record<string, (held: Span, asked: Span) => boolean>> = {
  eq: within,
  gt: (held, asked) => held.to > asked.to,
  lt: (held, asked) => held.from < asked.from,
  ge: (held, asked) => held.to > asked.to || within(held, asked),
  le: (held, asked) => held.from < asked.from || within(held, asked),
}

function within(held: Span, asked: Span): boolean {
  return asked.from <= held.from && held.to <= asked.to
}

function compare(held: Span, asked: string): boolean {
  const prefix = /^[a-z]{2}/.exec(asked)?.[0] ?? 'eq'
  return PREFIXES[prefix]?.(held, spanOf(asked.replace(/^[a-z]{2}/, ''))) ?? false
}
