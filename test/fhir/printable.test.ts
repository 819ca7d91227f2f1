import { expect, test } from 'vitest'
import { printableIssue } from '../../server/fhir/printable.ts'

const issue = { severity: 'error', code: 'value' } as const

test('an issue that repeats what was sent is fit to be sent: no control characters, no halves of characters', () => {
  const text = 'a\0b\u001f\ud800 c\n'
  expect(printableIssue({ ...issue, diagnostics: text, details: { text }, expression: [text] })).toEqual({
    ...issue,
    diagnostics: 'a\\u0000b\\u001f\ufffd c\n',
    details: { text: 'a\\u0000b\\u001f\ufffd c\n' },
    expression: ['a\\u0000b\\u001f\ufffd c\n'],
  })
})

test('of a long text its beginning and its end are shown', () => {
  const { diagnostics = '' } = printableIssue({ ...issue, diagnostics: `Value ${'x'.repeat(100_000)} is no date.` })
  expect(diagnostics.length).toBeLessThan(2000)
  expect(diagnostics).toMatch(/^Value x+ \[…\] x+ is no date\.$/)
})

test('a path that says nothing is left out, and what has nothing to be changed stays', () => {
  expect(printableIssue({ ...issue, expression: ['\ufeff', ' '] })).toEqual(issue)
  const coded = { ...issue, details: { coding: [{ code: 'overlap' }] }, expression: ['Task.owner'] }
  expect(printableIssue(coded)).toEqual(coded)
})
