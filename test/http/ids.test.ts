import { describe, expect, test } from 'vitest'
import { createIds } from '../../server/ids.ts'

describe('ids', () => {
  test('are UUIDs of version 7 that carry the time', () => {
    const at = Date.UTC(2026, 2, 5, 10)
    const id = createIds({ now: () => at }).next()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  })

  test('ascend and never repeat, also when the clock stands or goes back', () => {
    let now = 1_800_000_000_000
    const ids = createIds({ now: () => now })
    const made = Array.from({ length: 10_000 }, (_unused, at) => {
      if (at === 5000) now -= 60_000
      return ids.next()
    })
    expect(made).toEqual(made.toSorted())
    expect(new Set(made).size).toBe(made.length)
  })
})
