import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkOf } from '../../../server/http/guard/caller-address.ts'
import { Lockout } from '../../../server/http/guard/lockout.ts'
import { Rate } from '../../../server/http/guard/rate.ts'
import { RequestGuard } from '../../../server/http/guard/request-guard.ts'
import { keptBy, longName } from '../../support/heap.ts'

const MINUTE = 60_000

describe('a rate', () => {
  test('lets ten seconds’ worth through at once, then as much as it says, and says how long to wait', () => {
    const rate = new Rate(2)
    for (let taken = 0; taken < 20; taken++) expect(rate.wait('a', 0)).toBe(0)
    expect(rate.wait('a', 0)).toBe(500)
    expect(rate.wait('a', 400)).toBe(100)
    expect(rate.wait('b', 400)).toBe(0)
    expect(rate.wait('a', 500)).toBe(0)
    expect(rate.wait('a', 500)).toBe(500)
    expect(rate.wait('a', 3_600_000)).toBe(0)
  })

  test('never lets more through than a burst and what time brings, whatever the rhythm', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }), (pauses) => {
        const rate = new Rate(3)
        let now = 0
        let taken = 0
        for (const pause of pauses) {
          now += pause
          const wait = rate.wait('a', now)
          if (wait === 0) taken++
          expect(taken).toBeLessThanOrEqual(30 + (now * 3) / 1000)
          // Whoever waits as long as was said is let in.
          if (wait > 0) expect(new Rate(3).wait('a', now + wait)).toBe(0)
        }
      }),
    )
  })

  test('remembers no more askers than it has room for, and those who ask all the time are not who is forgotten first', () => {
    const rate = new Rate(1)
    for (let asked = 0; asked < 10; asked++) rate.wait('often', 0)
    for (let other = 0; other < 99_999; other++) rate.wait(`other ${other}`, 0)
    expect(rate.wait('often', 0)).toBeGreaterThan(0)
    // Time has passed for those who asked once, and room is made of them.
    for (let other = 0; other < 1000; other++) rate.wait(`another ${other}`, 1500)
    expect(rate.wait('often', 1500)).toBe(0)
    expect(rate.wait('often', 1500)).toBeGreaterThan(0)
  })
})

describe('who guesses', () => {
  const guesser = () => {
    const lockout = new Lockout(3, 30)
    let guess = 0
    return {
      lockout,
      fail: (now: number) => {
        lockout.failed('a', `guess ${guess++}`, now)
      },
    }
  }

  test('is locked out for twice as long each time, up to a quarter of an hour', () => {
    const { lockout, fail } = guesser()
    for (let at = 0; at < 3; at++) fail(0)
    expect(lockout.wait('a', 'x', 0)).toBe(0)
    let now = 0
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      fail(now)
      expect(lockout.wait('a', 'x', now)).toBe(seconds * 1000)
      expect(lockout.wait('b', 'x', now)).toBe(0)
      now += seconds * 1000
      expect(lockout.wait('a', 'x', now)).toBe(0)
    }
  })

  test('is not who sends the same wrong secret again and again', () => {
    const { lockout } = guesser()
    for (let at = 0; at < 1000; at++) lockout.failed('a', 'expired', at)
    expect(lockout.wait('a', 'x', 1000)).toBe(0)
  })

  test('locks nobody out who has shown a right secret within the hour', () => {
    const { lockout, fail } = guesser()
    lockout.proved('right', 0)
    for (let at = 0; at < 4; at++) fail(0)
    expect(lockout.wait('a', 'right', 0)).toBe(0)
    expect(lockout.wait('a', 'wrong', 0)).toBe(30_000)
    for (let at = 0; at < 10; at++) fail(59 * MINUTE)
    expect(lockout.wait('a', 'right', 59 * MINUTE)).toBe(0)
    expect(lockout.wait('a', 'right', 60 * MINUTE)).toBeGreaterThan(0)
  })

  test('is forgiven an hour after the last guess', () => {
    const { lockout, fail } = guesser()
    for (let at = 0; at < 4; at++) fail(0)
    fail(60 * MINUTE)
    expect(lockout.wait('a', 'x', 60 * MINUTE)).toBe(0)
  })

  test('does not make the server remember more than it has room for', () => {
    const { lockout, fail } = guesser()
    for (let at = 0; at < 4; at++) fail(0)
    for (let other = 0; other < 9_999; other++) lockout.failed(`other ${other}`, 'x', 0)
    expect(lockout.wait('a', 'x', 0)).toBe(30_000)
    lockout.failed('one more', 'x', 0)
    expect(lockout.wait('a', 'x', 0)).toBe(0)
  })
})

describe('who is behind an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::'],
    ['2001:db8::1', '2001:db8:0:0::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['::1', '0:0:0:0::'],
    ['unknown', 'unknown'],
    [undefined, ''],
  ])('%s: %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

test('an address that stands at the end of a long header keeps no more than itself', () => {
  const rate = new Rate(1)
  const kept = keptBy(() => {
    for (let at = 100; at < 300; at++) {
      const header = `${longName(at)}${longName(at)}, 203.100.113.${at}`
      rate.wait(header.slice(header.lastIndexOf(' ') + 1), 0)
    }
  })
  expect(kept).toBeLessThan(5)
})

test('clients that call themselves by long names fill no memory', () => {
  const guard = new RequestGuard({ clientRate: 0, addressRate: 0, guesses: 2, lockSeconds: 1, heldBytes: 0 }, () => 0)
  const kept = keptBy(() => {
    for (let at = 0; at < 1000; at++) {
      const guess = { address: `2001:db8:${at.toString(16)}::1`, holder: longName(at), secret: longName(at) }
      expect(guard.ofAttempt(guess)).toBeUndefined()
      guard.failed(guess)
      guard.failedTicket({ ...guess, value: guess.secret })
    }
  })
  expect(kept).toBeLessThan(20)
  expect(guard.ofAttempt({ address: undefined, secret: 'x' })).toBeUndefined()
})
