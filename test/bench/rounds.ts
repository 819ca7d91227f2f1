import { drive, type Load } from './drive.ts'
import type { Bench } from './open-bench.ts'
import type { Round } from './row.ts'

/** Drives the reference and the product in turn, after a round that does not count. */
export async function ratesOf(
  { seconds, rounds }: Pick<Bench, 'seconds' | 'rounds'>,
  loads: { readonly reference: Load; readonly ours: Load },
): Promise<readonly Round[]> {
  const measured: Round[] = []
  await drive(loads.reference, Math.max(1, seconds / 2))
  await drive(loads.ours, Math.max(1, seconds / 2))
  for (let round = 0; round < rounds; round++) {
    const reference = await drive(loads.reference, seconds)
    const ours = await drive(loads.ours, seconds)
    measured.push({ reference: reference.perSecond, ours: ours.perSecond })
  }
  return measured
}
