import { drive, type Load } from './drive.ts'
import type { Bench } from './open-bench.ts'
import { processorTimeOf } from './process-figures.ts'
import type { Round, Side } from './row.ts'

/** A server's load, with the process that bears it. */
interface Borne extends Load {
  readonly pid: number
}

/** Drives the reference and the product in turn, after a round that does not count. */
export async function ratesOf(
  { seconds, rounds }: Pick<Bench, 'seconds' | 'rounds'>,
  loads: { readonly reference: Borne; readonly ours: Borne },
): Promise<readonly Round[]> {
  const measured: Round[] = []
  await drive(loads.reference, seconds)
  await drive(loads.ours, seconds)
  for (let round = 0; round < rounds; round++)
    measured.push({ reference: await side(loads.reference, seconds), ours: await side(loads.ours, seconds) })
  return measured
}

async function side(load: Borne, seconds: number): Promise<Side> {
  const used = await processorTimeOf(load.pid)
  const { perSecond, requests } = await drive(load, seconds)
  const processor = (await processorTimeOf(load.pid)) - used
  return { perSecond, processor: (processor / requests) * 1e6 }
}
