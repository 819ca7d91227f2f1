import { request } from 'undici'
import { ASSESS_PLAN, chartOf } from '../chart-data.ts'
import type { Bench } from '../open-bench.ts'
import { openStore } from '../product/open-store.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row } from '../row.ts'

interface Search {
  readonly name: string
  readonly label: string
  readonly type: string
  /** What is asked besides the patient: ours, and by hand. */
  readonly ours: string
  readonly byHand: string
}

const SEARCHES: readonly Search[] = [
  { name: 'condition', label: 'Condition?patient (15 matches)', type: 'Condition', ours: '', byHand: '' },
  {
    name: 'care-plan',
    label: 'CarePlan?patient&category (1 match)',
    type: 'CarePlan',
    ours: `&category=${encodeURIComponent(`http://hl7.org/fhir/us/core/CodeSystem/careplan-category|${ASSESS_PLAN}`)}`,
    byHand: `&category=${ASSESS_PLAN}`,
  },
  {
    name: 'task',
    label: 'Task?patient&status (15 matches)',
    type: 'Task',
    ours: '&status=completed',
    byHand: '&status=completed',
  },
]

/** Searches against the same rows by hand-written SQL, prepared, on one pipelined connection, behind a bare Hono route. */
export async function measureSearches(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const patients = Array.from({ length: bench.quick ? 50 : 2000 }, (_unused, at) => `find${at}`)
  const store = await openStore(bench.databaseUrl)
  await store.file(patients.flatMap((id) => chartOf(id).map((resource) => ({ resource }))))
  await store.settle()
  await store.close()
  const copied = await request(`${reference.url}/searches`, { method: 'POST' })
  await copied.body.dump()
  const headers = await product.headers()
  const rows: Row[] = []
  for (const search of SEARCHES) {
    const oursAt = (patient: string) => `/fhir/r4/${search.type}?patient=${patient}${search.ours}`
    const byHandAt = (patient: string) => `/search/${search.name}?patient=${patient}${search.byHand}`
    await requireSame(`${product.url}${oursAt('find7')}`, `${reference.url}${byHandAt('find7')}`, headers)
    let [asked, answered] = [0, 0]
    const patient = (at: number) => patients[(at * 7) % patients.length] ?? ''
    const rounds = await ratesOf(bench, {
      reference: {
        url: reference.url,
        pid: reference.pid,
        expect: [200],
        next: () => ({ method: 'GET', path: byHandAt(patient(asked++)) }),
      },
      ours: {
        url: product.url,
        pid: product.pid,
        expect: [200],
        next: () => ({ method: 'GET', path: oursAt(patient(answered++)), headers }),
      },
    })
    rows.push(ratioRow(`search ${search.label}, against SQL by hand behind a bare route`, 0.8, '/s', rounds))
  }
  return rows
}

interface Searchset {
  readonly entry?: readonly { readonly resource: unknown }[]
}

/** Both sides must find the same, else their rates say nothing. */
async function requireSame(ours: string, byHand: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const resourcesOf = async (url: string) => {
    const { body } = await request(url, { headers })
    const { entry = [] } = (await body.json()) as Searchset
    return JSON.stringify(entry.map(({ resource }) => resource))
  }
  const [one, other] = [await resourcesOf(ours), await resourcesOf(byHand)]
  if (one !== other || one === '[]') throw new Error(`${ours} and ${byHand} answer different resources.`)
}
