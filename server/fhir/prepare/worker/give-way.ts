import { getPriority, setPriority } from 'node:os'

/** How much nicer than the process: a tenth of the weight where both want the same processor. */
const NICER = 10
const NICEST = 19

/**
 * Lets the thread that calls it wait where another of the process wants its processor: a read beside an import is answered
 * first. Linux keeps a priority for each thread, and `setPriority` of the process itself is the calling thread's there
 * (setpriority(2), C library/kernel differences); elsewhere it would be everybody's, and nothing is done.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(Math.min(NICEST, getPriority() + NICER))
}
