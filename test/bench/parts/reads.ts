import { Pool } from 'undici'
import { chartOf } from '../chart-data.ts'
import type { Bench } from '../open-bench.ts'
import { openStore } from '../product/open-store.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row } from '../row.ts'

/** Read by id against a bare Hono route that returns the same bytes from memory. */
export async function measureReads(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const patients = Array.from({ length: bench.quick ? 20 : 500 }, (_unused, at) => `read${at}`)
  const store = await openStore(bench.databaseUrl)
  await store.file(patients.flatMap((id) => chartOf(id).map((resource) => ({ resource }))))
  await store.settle()
  await store.close()
  const headers = await product.headers()
  const ids = patients.flatMap((id) => Array.from({ length: 15 }, (_unused, at) => `${id}-c${at}`))
  await copyBytes(product.url, reference.url, { ids, headers })
  const path = (at: number) => ids[at % ids.length] ?? ''
  let [asked, answered] = [0, 0]
  const rounds = await ratesOf(bench, {
    reference: {
      url: reference.url,
      pid: reference.pid,
      expect: [200],
      next: () => ({ method: 'GET', path: `/bytes/${path(asked++ * 7)}` }),
    },
    ours: {
      url: product.url,
      pid: product.pid,
      expect: [200],
      next: () => ({ method: 'GET', path: `/fhir/r4/Condition/${path(answered++ * 7)}`, headers }),
    },
  })
  return [ratioRow('read by id, against a bare Hono route with the same bytes', 0.25, '/s', rounds)]
}

interface Copying {
  readonly ids: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

async function copyBytes(from: string, to: string, { ids, headers }: Copying): Promise<void> {
  const [source, target] = [new Pool(from), new Pool(to)]
  for (const id of ids) {
    const { body } = await source.request({ method: 'GET', path: `/fhir/r4/Condition/${id}`, headers })
    const put = await target.request({ method: 'PUT', path: `/bytes/${id}`, body: await body.text() })
    await put.body.dump()
  }
  await Promise.all([source.close(), target.close()])
}
