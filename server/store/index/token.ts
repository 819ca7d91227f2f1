import type { IndexSink } from './index-sink.ts'
import { isObject, list, text, type JsonObject } from './json.ts'
import { normalized } from './string.ts'

/** A code and where it is from, as a token search sees it. System '' says that the element has none. */
export interface Token {
  readonly system: string
  readonly code: string
  readonly display?: string | undefined
}

/** Datatypes that carry no system: under them `system|code` and `|code` mean the code. */
const WITHOUT_SYSTEM = new Set(['code', 'string', 'id', 'uri', 'boolean', 'presence', 'ContactPoint'])

export function hasSystem(datatype: string): boolean {
  return !WITHOUT_SYSTEM.has(datatype)
}

/** Indexes a value of a token parameter. https://hl7.org/fhir/R4/search.html#token */
export function indexToken(sink: IndexSink, param: number, value: unknown, datatype: string): void {
  for (const token of tokensOf(value, datatype)) indexOne(sink, param, token, datatype)
  if (!isObject(value)) return
  if (datatype === 'CodeableConcept') indexText(sink, param, text(value, 'text'))
  if (datatype === 'Identifier') indexIdentifierType(sink, param, value)
  if (datatype === 'ContactPoint') indexContactSystem(sink, param, value)
}

/** The codes that a value means. */
export function tokensOf(value: unknown, datatype: string): readonly Token[] {
  if (datatype === 'presence') return [{ system: '', code: 'true' }]
  if (!isObject(value)) return primitiveTokens(value)
  switch (datatype) {
    case 'CodeableConcept':
      return list(value['coding']).flatMap((coding) => (isObject(coding) ? codingTokens(coding, 'code') : []))
    case 'Identifier':
      return codingTokens(value, 'value')
    case 'ContactPoint':
      return codingTokens({ value: contactText(text(value, 'value') ?? '') }, 'value')
    default:
      return codingTokens(value, 'code')
  }
}

/** A telephone number as its digits, any other contact in lower case: how people write them differs. */
export function contactText(contact: string): string {
  const compact = contact.replace(/[\s().\-/]/g, '')
  return /^\+?\d{5,}$/.test(compact) ? compact : contact.trim().toLowerCase()
}

function primitiveTokens(value: unknown): readonly Token[] {
  if (typeof value === 'string') return value === '' ? [] : [{ system: '', code: value }]
  if (typeof value === 'boolean' || typeof value === 'number') return [{ system: '', code: String(value) }]
  return []
}

function codingTokens(coding: JsonObject, property: 'code' | 'value'): readonly Token[] {
  const code = text(coding, property) ?? ''
  const display = property === 'code' ? text(coding, 'display') : undefined
  return code || display ? [{ system: text(coding, 'system') ?? '', code, display }] : []
}

function indexOne(sink: IndexSink, param: number, { system, code, display }: Token, datatype: string): void {
  indexText(sink, param, display)
  if (!code) return
  sink.key(param, 'c', code)
  if (!hasSystem(datatype)) return
  if (datatype === 'Identifier') {
    sink.key(param, 's', `${system}|${code}`)
    sink.key(param, 'y', system)
  } else sink.term(param, `${system}|${code}`, 's', `${system}|${code}`)
}

function indexText(sink: IndexSink, param: number, words: string | undefined): void {
  const value = words && normalized(words)
  if (value) sink.term(param, textTerm(value), 'x', value)
}

/** `:of-type` asks for system|code of the identifier's type and its value; `:text` for the words of the type. */
function indexIdentifierType(sink: IndexSink, param: number, identifier: JsonObject): void {
  const { type } = identifier
  const value = text(identifier, 'value')
  if (!isObject(type)) return
  indexText(sink, param, text(type, 'text'))
  for (const token of tokensOf(type, 'CodeableConcept')) {
    indexText(sink, param, token.display)
    if (value && token.code) sink.key(param, 'o', `${token.system}|${token.code}|${value}`)
  }
}

/** `phone|555…`: the system of a contact is its kind. */
function indexContactSystem(sink: IndexSink, param: number, contact: JsonObject): void {
  const [value, system] = [text(contact, 'value'), text(contact, 'system')]
  if (value && system) sink.key(param, 's', `${system}|${contactText(value)}`)
}

/** Texts are kept apart from `system|code` terms of the same parameter. */
export function textTerm(value: string): string {
  return `"${value}`
}
