import type { PaperBlock } from './paper.ts'

const TOKEN = /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>|([^<]+)/gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }

/** What is being read: pieces of text, and of a table or a list those that are finished. */
interface Reading {
  readonly blocks: PaperBlock[]
  text: string
  items: string[] | undefined
  table: { heads: string[]; rows: string[][] } | undefined
}

/**
 * The blocks of a narrative's `div`: headings, paragraphs, lists and tables; other elements are read for their text. Made
 * for narratives that validated: https://hl7.org/fhir/R4/narrative.html
 */
export function blocksOfNarrative(div: string): readonly PaperBlock[] {
  const reading: Reading = { blocks: [], text: '', items: undefined, table: undefined }
  for (const [, closing, name, , words] of div.matchAll(TOKEN)) {
    if (words !== undefined) reading.text += unescaped(words)
    else if (closing === '/') close(reading, name?.toLowerCase() ?? '')
    else open(reading, name?.toLowerCase() ?? '')
  }
  flush(reading, 'paragraph')
  return reading.blocks
}

function open(reading: Reading, name: string): void {
  if (name === 'br') reading.text += ' '
  if (name === 'ul' || name === 'ol') {
    flush(reading, 'paragraph')
    reading.items ??= []
  }
  if (name === 'table') {
    flush(reading, 'paragraph')
    reading.table = { heads: [], rows: [] }
  }
  if (name === 'tr') reading.table?.rows.push([])
}

function close(reading: Reading, name: string): void {
  const { table } = reading
  if (table) closeInTable(reading, table, name)
  else if (/^h[1-6]$/.test(name)) flush(reading, 'heading')
  else if (/^(p|div|blockquote|pre)$/.test(name)) flush(reading, 'paragraph')
  else if (name === 'li') reading.items?.push(take(reading))
  else if (/^[uo]l$/.test(name)) closeList(reading)
}

function closeList(reading: Reading): void {
  const items = (reading.items ?? []).filter((item) => item !== '')
  if (items.length > 0) reading.blocks.push({ kind: 'list', items })
  reading.items = undefined
}

function closeInTable(reading: Reading, table: NonNullable<Reading['table']>, name: string): void {
  if (name === 'th') table.heads.push(take(reading))
  if (name === 'td') table.rows.at(-1)?.push(take(reading))
  if (name !== 'table') return
  const rows = table.rows.filter((row) => row.length > 0)
  if (rows.length > 0) reading.blocks.push({ kind: 'table', heads: table.heads, rows })
  reading.table = undefined
}

function flush(reading: Reading, kind: 'heading' | 'paragraph'): void {
  const text = take(reading)
  if (text !== '') reading.blocks.push({ kind, text })
}

function take(reading: Reading): string {
  const text = reading.text.replace(/\s+/g, ' ').trim()
  reading.text = ''
  return text
}

function unescaped(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/gi,
    (all, name: string) => ENTITIES[name] ?? point(name) ?? all,
  )
}

function point(name: string): string | undefined {
  if (!name.startsWith('#')) return undefined
  const number = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : undefined
}
