import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FhirError } from '../../../server/fhir/fault.ts'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { escapeValue, splitUnescaped, unescape } from '../../../server/fhir/search/escapes.ts'
import { parseSearch } from '../../../server/fhir/search/parse-search.ts'
import { parsePairs, printPairs, type Pair } from '../../../server/fhir/search/query-string.ts'
import type { SearchContext } from '../../../server/fhir/search/search-context.ts'
import type { Criterion } from '../../../server/ports/search.ts'

const context: SearchContext = {
  base: 'http://here/fhir/r4',
  now: Date.UTC(2026, 2, 15),
  limits: DEFAULT_LIMITS,
  expand: (canonical) => (canonical === 'http://vs' ? [{ system: 's', code: 'a' }] : undefined),
}

function search(type: string, text: string, handling?: 'strict' | 'lenient') {
  return parseSearch(context, type, parsePairs(text), handling)
}

function criterion(type: string, text: string): Criterion | undefined {
  return search(type, text, 'strict').query.where[0]
}

describe('printing and reading again', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 12 })
    .filter((value) => value.isWellFormed() && !value.includes('\0'))

  test('a query string is itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs: Pair[]) => {
        expect(parsePairs(printPairs(pairs))).toEqual(pairs)
      }),
    )
  })

  test('a value escaped, joined, split and unescaped is itself', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.constantFrom(',', '|', '$'), (values, separator) => {
        const joined = values.map(escapeValue).join(separator)
        expect(splitUnescaped(joined, separator).map(unescape)).toEqual(values)
      }),
    )
  })

  test('tokens are themselves', () => {
    const part = text.filter((value) => value !== '')
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 5 }), (codes) => {
        const value = codes.map(([system, code]) => `${escapeValue(system)}|${escapeValue(code)}`).join(',')
        expect(criterion('Condition', printPairs([['code', value]]))).toEqual({
          kind: 'token',
          param: 'code',
          values: codes.map(([system, code]) => ({ system, code })),
        })
      }),
    )
  })

  test('whatever the string, a search is read or refused with 400', () => {
    const name = fc.oneof(
      text,
      fc.constantFrom(
        '_has:Condition:patient:',
        'name',
        'birthdate',
        'general-practitioner.',
        '_sort',
        '_include',
        '_count',
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), (pairs) => {
        const query = pairs.map(([first, second]) => `${first}=${second}`).join('&')
        try {
          search('Patient', query)
        } catch (error) {
          expect(error).toBeInstanceOf(FhirError)
          expect((error as FhirError).status).toBe(400)
        }
      }),
      { numRuns: 500 },
    )
  })
})
