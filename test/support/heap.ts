import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Megabytes that the heap grows by while something is done, of what is still kept then. */
export function keptBy(work: () => void): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const before = process.memoryUsage().heapUsed
  work()
  collect()
  return (process.memoryUsage().heapUsed - before) / 2 ** 20
}

/** A name of 50,000 letters, as a form may bring it. */
export function longName(at: number): string {
  return `${Buffer.alloc(50_000, 'x').toString('latin1')}${at}`
}
