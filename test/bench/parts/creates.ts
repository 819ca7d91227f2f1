import { conditionOf } from '../chart-data.ts'
import type { Bench } from '../open-bench.ts'
import { insertLoad, writtenPatient } from '../product/written-patient.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row } from '../row.ts'

/** Create against bare single-row inserts of the same JSON, by a pool of 8, behind a bare Hono route. */
export async function measureCreates(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const headers = await writtenPatient(product)
  let made = 0
  const body = () => JSON.stringify(conditionOf(`new${made++}`, 'written', made))
  const rounds = await ratesOf(bench, {
    reference: insertLoad(reference, body),
    ours: {
      url: product.url,
      pid: product.pid,
      expect: [201],
      next: () => ({ method: 'POST', path: '/fhir/r4/Condition', headers, body: body() }),
    },
  })
  return [ratioRow('create, against bare inserts of the same JSON', 0.3, '/s', rounds)]
}
