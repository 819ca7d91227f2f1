import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { driveAll, type Shot } from '../drive.ts'
import { percentile, readable } from '../figures.ts'
import type { Bench, BenchProduct } from '../open-bench.ts'
import { writtenPatient } from '../product/written-patient.ts'
import { processorTimeOf } from '../process-figures.ts'
import { measureMedplum } from '../reference/measure-medplum.ts'
import { limitRow, ratioRow, type Round, type Row } from '../row.ts'
import { importBundles, type ImportBundle } from '../synthea-data.ts'

/** Bundles that are under way at the same time. */
const AT_ONCE = 4
/** Milliseconds between two reads beside the import. */
const READ_EVERY = 10

/**
 * Transactions of whole patients against what @medplum/core validates and indexes of the same resources on one core, and
 * what a read waits meanwhile.
 */
export async function measureImport(bench: Bench): Promise<readonly Row[]> {
  const product = await bench.product()
  const headers = await writtenPatient(product)
  const bundles = await importBundles(bench.quick ? 6 : 40)
  const resources = bundles.reduce((sum, { entries }) => sum + entries, 0)
  const shots = bundles.map(({ text }): Shot => ({ method: 'POST', path: '/fhir/r4', headers, body: text }))
  await driveAll(product.url, shots.slice(0, 3), AT_ONCE)
  const rounds: Round[] = []
  const waits: number[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const reference = await measureMedplum(bundles.map(({ file }) => file))
    const used = await processorTimeOf(product.pid)
    const beside = readBeside(product, headers)
    const seconds = await driveAll(product.url, shots, AT_ONCE)
    waits.push(await beside())
    const processor = (((await processorTimeOf(product.pid)) - used) / resources) * 1e6
    rounds.push({
      reference: { perSecond: reference },
      ours: { perSecond: resources / seconds, processor },
    })
  }
  const data = sourceOf(bundles)
  return [
    ratioRow(`import of ${data}, against @medplum/core on one core`, 0.5, ' resources/s', rounds),
    limitRow('p95 of a read beside the import', 10, 'ms', waits),
  ]
}

function sourceOf(bundles: readonly ImportBundle[]): string {
  const kind = bundles.every(({ synthea }) => synthea) ? 'Synthea' : 'generated'
  const size = bundles.reduce((sum, { entries }) => sum + entries, 0)
  return `${readable(bundles.length)} ${kind} bundles (${readable(size)} resources)`
}

/** Reads one resource again and again until it is told to stop; answers the 95th percentile in milliseconds. */
function readBeside(product: BenchProduct, headers: Readonly<Record<string, string>>): () => Promise<number> {
  const times: number[] = []
  const stop = new AbortController()
  const reading = (async () => {
    while (!stop.signal.aborted) {
      const sent = performance.now()
      const { statusCode, body } = await request(`${product.url}/fhir/r4/Patient/written`, { headers })
      await body.dump()
      if (statusCode !== 200) throw new Error(`The read beside the import was answered ${statusCode}.`)
      times.push(performance.now() - sent)
      await sleep(READ_EVERY)
    }
  })()
  return async () => {
    stop.abort()
    await reading
    return percentile(times, 0.95)
  }
}
