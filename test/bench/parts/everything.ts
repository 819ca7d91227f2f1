import { request } from 'undici'
import { clinicRecord } from '../clinic/clinic.ts'
import { patientId } from '../clinic/elements.ts'
import { practiceResources } from '../clinic/practice.ts'
import type { Bench } from '../open-bench.ts'
import { openStore } from '../product/open-store.ts'
import { ratesOf } from '../rounds.ts'
import { ratioRow, type Row, type Side } from '../row.ts'

const PATIENTS = 150
const QUICK_PATIENTS = 25
const LOOKED_AT = 7

/** `$everything` against the same resources by hand-written SQL, prepared, behind a bare Hono route. */
export async function measureEverything(bench: Bench): Promise<readonly Row[]> {
  const [product, reference] = [await bench.product(), await bench.reference()]
  const patients = Array.from({ length: bench.quick ? QUICK_PATIENTS : PATIENTS }, (_unused, at) => at)
  const store = await openStore(bench.databaseUrl)
  await store.file(practiceResources().map((resource) => ({ resource })))
  await store.file(patients.flatMap((number) => clinicRecord(number).map((resource) => ({ resource }))))
  await store.settle()
  await store.close()
  const copied = await request(`${reference.url}/records`, { method: 'POST' })
  await copied.body.dump()
  const headers = await product.headers()
  const oursAt = (number: number) => `/fhir/r4/Patient/${patientId(number)}/$everything`
  const byHandAt = (number: number) => `/record/${patientId(number)}`
  const ours = await resourcesOf(`${product.url}${oursAt(LOOKED_AT)}`, headers)
  requireSame(ours, await resourcesOf(`${reference.url}${byHandAt(LOOKED_AT)}`, {}))
  const numberAt = (at: number) => patients[(at * 7) % patients.length] ?? 0
  let [asked, answered] = [0, 0]
  const rounds = await ratesOf(bench, {
    reference: {
      url: reference.url,
      pid: reference.pid,
      expect: [200],
      next: () => ({ method: 'GET', path: byHandAt(numberAt(asked++)) }),
    },
    ours: {
      url: product.url,
      pid: product.pid,
      expect: [200],
      next: () => ({ method: 'GET', path: oursAt(numberAt(answered++)), headers }),
    },
  })
  const perResource = ({ perSecond, processor = 0 }: Side): Side => ({
    perSecond: perSecond * ours.length,
    processor: processor / ours.length,
  })
  const what = `$everything (${ours.length} resources a patient), against SQL by hand behind a bare route`
  const counted = rounds.map((round) => ({ reference: perResource(round.reference), ours: perResource(round.ours) }))
  return [ratioRow(what, 0.7, ' resources/s', counted)]
}

interface Searchset {
  readonly link?: readonly { readonly relation: string }[]
  readonly entry?: readonly { readonly resource: unknown }[]
}

async function resourcesOf(url: string, headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { body } = await request(url, { headers })
  const { entry = [], link = [] } = (await body.json()) as Searchset
  if (link.some(({ relation }) => relation === 'next')) throw new Error(`${url} answers in pages.`)
  return entry.map(({ resource }) => JSON.stringify(resource))
}

/** Both sides must answer the same, else their rates say nothing. */
function requireSame(ours: readonly string[], byHand: readonly string[]): void {
  const same = ours.length === byHand.length && new Set([...ours, ...byHand]).size === ours.length
  if (!same || ours.length < 400)
    throw new Error(`$everything answers ${ours.length} resources, the SQL by hand others.`)
}
