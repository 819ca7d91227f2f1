import { expect, test } from 'vitest'
import { searchKey } from '../../../server/store/index/key.ts'
import { keptBy } from '../../support/heap.ts'

/** What somebody sends to be searched: a value, and half a megabyte of whatever. */
function body(at: number): string {
  return `identifier-number-${String(at).padStart(6, '0')}${Buffer.alloc(500_000, 'x').toString('latin1')}${at}`
}

test('keys that are remembered hold no body from which their value was cut, and no long value', () => {
  const kept = keptBy(() => {
    for (let at = 0; at < 100; at++) {
      searchKey(1, 'c', body(at).slice(0, 24))
      searchKey(1, 'c', body(at))
    }
  })
  expect(kept).toBeLessThan(10)
})

test('a key is the same whether it is remembered or not', () => {
  for (const value of ['short', 'x'.repeat(200), 'x'.repeat(201), 'é\ud800 lone', '']) {
    const first = searchKey(2, 's', value)
    expect(first).toMatch(/^-?\d+$/)
    expect(searchKey(2, 's', value)).toBe(first)
  }
})
