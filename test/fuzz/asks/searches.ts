import fc, { type Arbitrary } from 'fast-check'
import type { Ask } from '../ask.ts'
import { anyText } from './values.ts'

/** What the CapabilityStatement says of a type: its search parameters and what may be included. */
export interface SearchableType {
  readonly type: string
  readonly params: readonly { readonly name: string; readonly type: string }[]
  readonly includes: readonly string[]
}

const MODIFIERS = [
  'missing',
  'exact',
  'contains',
  'not',
  'text',
  'in',
  'not-in',
  'above',
  'below',
  'of-type',
  'identifier',
  'iterate',
  'Patient',
  'Nonsense',
  '',
]

/** Values as each kind of parameter takes them, near the edge of what it takes. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  token: ['active', '|active', 'http://loinc.org|', 'http://loinc.org|29463-7', 'a|b|c', 'true', '|', 'I10,E11.9'],
  reference: ['p1', 'Patient/p1', 'Patient/p1/_history/1', 'http://else.example/Patient/p1', 'Nothing/x', '#a', '/'],
  string: ['Quill', 'q', '%', '_', 'a,b', 'É'],
  date: [
    '2026',
    'ge2026-03',
    'lt2026-03-05T10:00Z',
    'ap1900',
    'ap9999',
    'sa2026-03-05',
    'ne2026',
    '0001',
    'eb9999-12-31',
  ],
  number: ['1', 'ge-1', '1e2', '1e100', 'ap0', '0.00000000000000000001', 'lt1e-100', '1.'],
  quantity: ['70', '70|http://unitsofmeasure.org|kg', '70||kg', 'ap70|a|b', 'ge1e99|x|y', '70|', 'sa70'],
  uri: ['http://a.example', 'urn:uuid:x', 'http://a.example/|1', 'a%20b'],
  composite: ['http://loinc.org|29463-7$70', 'a$b', 'a$', '$', 'a$b$c', '29463-7$gt60'],
  special: ['near', '1|2|3', 'x'],
}

const CONTROLS: readonly (readonly [string, readonly string[]])[] = [
  ['_count', ['0', '1', '1000', '99999999999999999999', '-1', '1.5', 'x', '']],
  ['_sort', ['_lastUpdated', '-_lastUpdated', '-_id', 'x', ',', '-', '--_id', '_lastUpdated,-_lastUpdated,_id']],
  ['_total', ['accurate', 'estimate', 'none', 'x']],
  ['_summary', ['true', 'false', 'text', 'data', 'count', 'x']],
  ['_elements', ['id', 'name,birthDate', 'x.y', ',', '__proto__', 'meta']],
  ['_type', ['Patient', 'Patient,Task', 'Nothing', ',']],
  ['_format', ['json', 'xml', 'application/fhir+json', 'x']],
  ['_pretty', ['true', 'x']],
  ['_contained', ['true', 'both']],
  ['_filter', ['name eq x', '(']],
  ['_query', ['x']],
  ['_list', ['$current-problems', 'x']],
  ['_text', ['x']],
  ['_content', ['x']],
  ['_cursor', ['', 'x', 'WyJhIiwiMSIsMSxbXV0', 'bnVsbA', 'W10', 'eyJhIjoxfQ']],
]

const oneOfTexts = (texts: readonly string[]) => fc.constantFrom(...texts)

/** A value for a parameter of a kind: fitting, joined, or anything. */
function valueOf(kind: string): Arbitrary<string> {
  const fitting = oneOfTexts(VALUES[kind] ?? VALUES['string'] ?? [])
  return fc.oneof(
    { weight: 4, arbitrary: fitting },
    { weight: 1, arbitrary: fc.array(fc.oneof(fitting, anyText), { maxLength: 4 }).map((values) => values.join(',')) },
    { weight: 2, arbitrary: anyText },
    { weight: 1, arbitrary: oneOfTexts(Object.values(VALUES).flat()) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('eq', 'ne', 'gt', 'ap', 'sa', 'xx'), anyText)
        .map(([prefix, text]) => prefix + text),
    },
    { weight: 1, arbitrary: fc.constantFrom(1, 499, 501, 2000).map((times) => Array(times).fill('a').join(',')) },
  )
}

/** One parameter of a search on a type, its name and value still plain. */
function pairOf(types: readonly SearchableType[], at: SearchableType): Arbitrary<readonly [string, string]> {
  const own = fc
    .constantFrom(...at.params)
    .chain(({ name, type }) =>
      fc
        .tuple(valueOf(type), fc.option(oneOfTexts(MODIFIERS), { freq: 2 }))
        .map(([value, modifier]) => [modifier === null ? name : `${name}:${modifier}`, value] as const),
    )
  const elsewhere = fc
    .constantFrom(...types)
    .chain((other) =>
      fc.tuple(fc.constant(other.type), fc.constantFrom(...other.params), fc.constantFrom(...other.params)),
    )
  const chained = fc
    .tuple(fc.constantFrom(...at.params), elsewhere, fc.constantFrom('', ':Patient', ':Task'))
    .chain(([link, [, param], named]) =>
      valueOf(param.type).map((value) => [`${link.name}${named}.${param.name}`, value] as const),
    )
  const has = elsewhere.chain(([type, link, param]) =>
    valueOf(param.type).map((value) => [`_has:${type}:${link.name}:${param.name}`, value] as const),
  )
  const deep = fc.tuple(elsewhere, fc.integer({ min: 1, max: 8 })).map(([[type, link, param], hops]) => {
    return [`${`_has:${type}:${link.name}:`.repeat(hops)}${param.name}`, 'x'] as const
  })
  const include = fc
    .tuple(
      fc.constantFrom('_include', '_revinclude', '_include:iterate', '_revinclude:iterate', '_include:x'),
      fc.oneof(oneOfTexts([...types.flatMap(({ includes }) => includes), '*', 'x', ':', 'Patient:']), anyText),
    )
    .map(([name, value]) => [name, value] as const)
  const control = fc
    .constantFrom(...CONTROLS)
    .chain(([name, values]) => fc.tuple(fc.constant(name), fc.oneof(oneOfTexts(values), anyText)))
  return fc.oneof(
    { weight: 6, arbitrary: own },
    { weight: 3, arbitrary: control },
    { weight: 2, arbitrary: chained },
    { weight: 2, arbitrary: has },
    { weight: 1, arbitrary: deep },
    { weight: 2, arbitrary: include },
    { weight: 1, arbitrary: fc.tuple(anyText, anyText) },
  )
}

/** Escaped as a browser would, or hardly, or wrongly. */
function escaped(text: string, how: 'whole' | 'hardly' | 'wrongly'): string {
  if (how === 'whole') return encodeURIComponent(text.toWellFormed())
  const plain = text.toWellFormed().replace(/[^\w.~,|$:;@!*'()/\\+-]/gu, (character) => encodeURIComponent(character))
  return how === 'hardly' ? plain : plain.replace('%', '%%')
}

/** Searches of all types that the CapabilityStatement names, by GET and POST, also as histories and in compartments. */
export function searchAsks(types: readonly SearchableType[]): Arbitrary<Ask> {
  return fc
    .constantFrom(...types)
    .chain((at) =>
      fc.tuple(
        fc.constant(at),
        fc.array(pairOf(types, at), { maxLength: 5 }),
        fc.constantFrom('whole', 'whole', 'hardly', 'wrongly' as const),
        fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'compartment', 'system', 'history', 'conditional'),
      ),
    )
    .map(([at, pairs, how, place]) => {
      const query = pairs.map(([name, value]) => `${escaped(name, how)}=${escaped(value, how)}`).join('&')
      return askOf(at.type, query, place)
    })
}

function askOf(type: string, query: string, place: string): Ask {
  switch (place) {
    case 'POST':
      return {
        method: 'POST',
        path: `/${type}/_search`,
        body: query,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }
    case 'HEAD':
      return { method: 'HEAD', path: `/${type}?${query}` }
    case 'compartment':
      return { method: 'GET', path: `/Patient/p1/${type}?${query}` }
    case 'system':
      return { method: 'GET', path: `/?${query}` }
    case 'history':
      return { method: 'GET', path: `/${type}/_history?${query}` }
    case 'conditional':
      return { method: 'DELETE', path: `/${type}?_tag=nobody-has-this&${query}` }
    default:
      return { method: 'GET', path: `/${type}?${query}` }
  }
}

/** Links to next pages with something changed in them: a letter, a parameter, the end cut off, the cursor of another. */
export function pageAsks(links: readonly string[]): Arbitrary<Ask> {
  const damage = fc.oneof(
    fc.tuple(fc.nat(), fc.constantFrom('A', '_', '%', '')).map(([at, put]) => (link: string) => {
      const place = Math.max(1, link.length - 1 - (at % 80))
      return link.slice(0, place) + put + link.slice(place + 1)
    }),
    fc.nat().map((cut) => (link: string) => link.slice(0, Math.max(1, link.length - (cut % 60)))),
    fc.constantFrom('_count=3', '_sort=_id', 'name=x', '_total=accurate', '_cursor=x').map((more) => {
      return (link: string) => `${link}&${more}`
    }),
    fc.constantFrom(...links).map((other) => (link: string) => {
      return link.replace(/_cursor=[^&]*/, /_cursor=[^&]*/.exec(other)?.[0] ?? '')
    }),
    fc.constant((link: string) => link),
  )
  return fc
    .tuple(fc.constantFrom(...links), fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([link, hurts]) => ({ method: 'GET', path: hurts.reduce((text, hurt) => hurt(text), link) }))
}
