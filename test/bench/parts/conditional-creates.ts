import { conditionOf } from '../chart-data.ts'
import type { Bench } from '../open-bench.ts'
import { insertLoad, writtenPatient } from '../product/written-patient.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row } from '../row.ts'

/** Conditional create by identifier, half of them hits, against bare single-row inserts of the same JSON. */
export async function measureConditionalCreates(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const headers = await writtenPatient(product)
  let made = 0
  const rounds = await ratesOf(bench, {
    reference: insertLoad(reference, () => JSON.stringify(conditionOf(`row${made++}`, 'written', made))),
    ours: {
      url: product.url,
      pid: product.pid,
      expect: [200, 201],
      next() {
        const name = `cond${Math.floor(made++ / 2)}`
        return {
          method: 'POST',
          path: '/fhir/r4/Condition',
          headers: { ...headers, 'if-none-exist': `identifier=https://example.org/problem|${name}` },
          body: JSON.stringify(conditionOf(name, 'written', 0)),
        }
      },
    },
  })
  return [ratioRow('conditional create (half are hits), against bare inserts', 0.2, '/s', rounds)]
}
