import type { IndexSink } from './index-sink.ts'
import { isObject, list, text, type JsonObject } from './json.ts'

const LONGEST = 600
const MARKS = /\p{M}/gu
const SPACES = /\s+/g

/** A string as a search compares it: lower case, without accents, one space between words, its first 600 characters. */
export function normalized(value: string): string {
  const plain = /^[\x20-\x7e]*$/.test(value) ? value : value.normalize('NFD').replace(MARKS, '').normalize('NFC')
  return plain.toLowerCase().replace(SPACES, ' ').trim().slice(0, LONGEST)
}

/** Indexes a value of a string parameter: each part of a name or address, and a person's name as it is spoken. */
export function indexString(sink: IndexSink, param: number, value: unknown, datatype: string): void {
  for (const part of new Set(stringsOf(value, datatype))) {
    const plain = normalized(part)
    if (!plain) continue
    sink.string({ param, value: plain })
    sink.key(param, 'e', part)
  }
}

/** The strings that a value means. */
export function stringsOf(value: unknown, datatype: string): readonly string[] {
  if (typeof value === 'string') return [value]
  if (!isObject(value)) return []
  if (datatype === 'HumanName')
    return [...parts(value, ['family', 'given', 'prefix', 'suffix', 'text']), ...spoken(value)]
  if (datatype === 'Address')
    return parts(value, ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'])
  return []
}

function parts(value: JsonObject, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => list(value[name]).filter((part) => typeof part === 'string'))
}

function spoken(name: JsonObject): readonly string[] {
  const given = parts(name, ['given']).join(' ')
  const family = text(name, 'family')
  return given && family ? [`${given} ${family}`] : []
}
