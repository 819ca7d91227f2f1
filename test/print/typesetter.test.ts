import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { Paper } from '../../server/domain/paper/paper.ts'
import { createTypesetter } from '../../server/print/typst-typesetter.ts'
import { silentLog } from '../support/silent-log.ts'

const typesetter = createTypesetter(silentLog)
afterAll(() => typesetter.stop())

const PAPER: Paper = {
  title: 'Su plan de cuidados',
  language: 'es',
  type: 'large',
  lines: ['Ana Ruiz, ¿≥ 5?'],
  box: { title: 'A quién llamar', lines: ['De día y de noche: 555-0100'] },
  sections: [
    { title: 'Metas', blocks: [{ kind: 'table', heads: ['Meta', 'Ahora'], rows: [['Presión'], ['Peso', '80 kg']] }] },
    {
      title: 'Pasos',
      blocks: [
        { kind: 'heading', text: 'Uno' },
        { kind: 'list', items: ['a', 'b'] },
      ],
    },
    { title: 'Más', blocks: [{ kind: 'paragraph', text: 'Fin' }] },
  ],
  foot: 'Ana Ruiz',
  page: 'Página',
}

/** A PDF's text as it lies in the file, its compressed streams opened. */
function opened(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n([^]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  return [raw, ...streams].join('\n')
}

describe('a PDF', () => {
  test('is tagged, says its language and title, claims PDF/UA-1, and has its fonts in it', async () => {
    const text = opened(await typesetter.pdf(PAPER))
    expect(text.slice(0, 5)).toBe('%PDF-')
    expect(text).toMatch(/\/Marked true/)
    expect(text).toContain('/StructTreeRoot')
    expect(text).toMatch(/\/Lang ?\(es/)
    expect(text).toContain('pdfuaid:part')
    for (const tag of ['/H1', '/H2', '/H3', '/Table', '/TH', '/TD', '/L', '/LI', '/P'])
      expect(text, tag).toMatch(new RegExp(`/S ?${tag}\\b`))
    expect(text.match(/\/FontFile2/g)).toHaveLength(2)
    // Nothing stands on the page but the paper's words: a line, a line in the box, a paragraph.
    expect(text.match(/\/S ?\/P\b/g)).toHaveLength(3)
  })

  test('is the same for the same paper, also from another typesetter', async () => {
    const other = createTypesetter(silentLog)
    try {
      const [first, second] = [await typesetter.pdf(PAPER), await other.pdf(PAPER)]
      expect(Buffer.compare(first, second)).toBe(0)
      expect(Buffer.compare(first, await typesetter.pdf({ ...PAPER, foot: 'Eva' }))).not.toBe(0)
    } finally {
      await other.stop()
    }
  })

  test('takes words as words: markup, code and quotes are printed', async () => {
    const odd = '#panic("no") $x$ [ ] \\ * _ ` <label> @ref // \u{200B}'
    const pdf = await typesetter.pdf({ ...PAPER, title: odd, lines: [odd], sections: [], foot: odd })
    expect(pdf.byteLength).toBeGreaterThan(1000)
  })

  test('of a plain paper breaks long references in its tables', async () => {
    const reference = 'Task/0193f6c0-0000-7000-8000-000000000000/_history/1'
    const rows = [Array.from({ length: 7 }, () => reference)]
    const sections = [
      { title: 'Entries', blocks: [{ kind: 'table' as const, heads: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], rows }] },
    ]
    expect((await typesetter.pdf({ ...PAPER, type: 'plain', sections })).byteLength).toBeGreaterThan(1000)
  })

  test('is refused where the font lacks a character, with what it lacks', async () => {
    await expect(typesetter.pdf({ ...PAPER, lines: ['王'] })).rejects.toMatchObject({
      code: 'NOT_TYPESET',
      message: expect.stringContaining('王') as string,
    })
    expect((await typesetter.pdf(PAPER)).byteLength).toBeGreaterThan(1000)
  })
})
