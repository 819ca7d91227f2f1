import { conditionOf } from '../chart-data.ts'
import { CONNECTIONS } from '../drive.ts'
import type { Bench } from '../open-bench.ts'
import { insertLoad, writtenPatient } from '../product/written-patient.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row } from '../row.ts'

/** Resources that each connection updates in turn. */
const EACH = 50

/** Update with `If-Match` against bare single-row inserts of the same JSON. */
export async function measureUpdates(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const headers = await writtenPatient(product)
  const versions = Array.from({ length: CONNECTIONS }, () => Array.from({ length: EACH }, () => 0))
  const turns = versions.map(() => 0)
  let made = 0
  const text = (id: string) => JSON.stringify(conditionOf(id, 'written', made++))
  const rounds = await ratesOf(bench, {
    reference: insertLoad(reference, () => text(`row${made}`)),
    ours: {
      url: product.url,
      pid: product.pid,
      expect: [200, 201],
      next(connection) {
        const at = (turns[connection] = ((turns[connection] ?? 0) + 1) % EACH)
        const id = `upd-${connection}-${at}`
        const version = versions[connection]?.[at] ?? 0
        const ifMatch = version === 0 ? {} : { 'if-match': `W/"${version}"` }
        return {
          method: 'PUT',
          path: `/fhir/r4/Condition/${id}`,
          headers: { ...headers, ...ifMatch },
          body: text(id),
        }
      },
      heard(connection) {
        const [mine, at] = [versions[connection], turns[connection] ?? 0]
        if (mine) mine[at] = (mine[at] ?? 0) + 1
      },
    },
  })
  return [ratioRow('update with If-Match, against bare inserts of the same JSON', 0.2, '/s', rounds)]
}
