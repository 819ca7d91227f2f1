import { describe, expect, test } from 'vitest'
import { idIn, isId, isPathId, relativeOf } from '../../../server/domain/fhir/ids.ts'

const LONGEST = 'a'.repeat(64)

describe('an id of FHIR', () => {
  test.each(['a', 'A-1.b', '..', LONGEST])('%s is one', (text) => {
    expect(isId(text)).toBe(true)
  })

  test.each(['', `${LONGEST}a`, 'a_b', 'a b', 'a/b', 'é', 'a\n'])('%j is none', (text) => {
    expect(isId(text)).toBe(false)
    expect(isPathId(text)).toBe(false)
    expect(relativeOf(`Patient/${text}`)).toBeUndefined()
  })

  test('dots alone lead elsewhere in a path', () => {
    expect(['.', '..', 'a..'].map(isPathId)).toEqual([false, false, true])
  })

  test('stands in a relative reference of its type, and in no other', () => {
    expect(relativeOf('Patient/p1')).toEqual({ type: 'Patient', id: 'p1' })
    expect(idIn('Patient', 'Patient/p1')).toBe('p1')
    for (const other of ['Group/p1', 'Patient/p1/_history/1', 'http://a/Patient/p1', 'patient/p1', 'Patient/', 'p1'])
      expect(idIn('Patient', other)).toBeUndefined()
  })
})
