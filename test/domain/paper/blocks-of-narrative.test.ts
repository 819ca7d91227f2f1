import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heading, listOf, narrative, paragraph, tableOf } from '../../../server/domain/fhir/narrative.ts'
import { blocksOfNarrative } from '../../../server/domain/paper/blocks-of-narrative.ts'

const words = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `a${text}b`.replace(/\s+/g, ' '))

test('reads back whatever our own narratives are made of', () => {
  fc.assert(
    fc.property(words, words, fc.array(words, { minLength: 1 }), (title, text, items) => {
      const rows = items.map((item) => [item, text])
      const { div } = narrative(
        [heading(title), paragraph(text), listOf(items, ''), tableOf([title, text], rows, '')].join(''),
      )
      expect(blocksOfNarrative(div)).toEqual([
        { kind: 'heading', text: title },
        { kind: 'paragraph', text },
        { kind: 'list', items },
        { kind: 'table', heads: [title, text], rows },
      ])
    }),
  )
})

test('of other elements the text stays', () => {
  const div =
    '<div xmlns="http://www.w3.org/1999/xhtml"><b>Fasting</b> <i>glucose</i><br/>5 &lt; 6 &#233; &#x41;<p/></div>'
  expect(blocksOfNarrative(div)).toEqual([{ kind: 'paragraph', text: 'Fasting glucose 5 < 6 é A' }])
})

test('empty lists, tables and paragraphs are nothing', () => {
  expect(blocksOfNarrative('<div><p> </p><ul><li></li></ul><table><tr></tr></table></div>')).toEqual([])
})
