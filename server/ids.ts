import { randomBytes } from 'node:crypto'
import type { Clock } from '#ports/clock.ts'
import type { Ids } from '#ports/ids.ts'

const RANDOM_POOL = 4096

/**
 * Makes UUIDv7s (RFC 9562): 48 bits of time, then 12 bits that count within the millisecond, then 62 random ones. Those of
 * one process ascend.
 */
export function createIds(clock: Clock): Ids {
  let pool = Buffer.alloc(0)
  let used = 0
  let last = 0
  let count = 0
  const random = (): Buffer => {
    if (used >= pool.length) {
      pool = randomBytes(RANDOM_POOL)
      used = 0
    }
    used += 8
    return pool.subarray(used - 8, used)
  }
  return {
    next() {
      const now = clock.now()
      if (now > last) {
        last = now
        // Room to count up, and no telling how many others there were.
        count = random().readUInt16BE(0) & 0x3ff
      } else if (++count > 0xfff) {
        last++
        count = 0
      }
      return format(last, count, random())
    },
  }
}

function format(time: number, count: number, random: Buffer): string {
  const stamp = time.toString(16).padStart(12, '0')
  const tail = random.toString('hex')
  const variant = ((parseInt(tail.charAt(0), 16) & 0x3) | 0x8).toString(16)
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
}
