import { setTimeout as sleep } from 'node:timers/promises'
import type { Bundle, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { request } from 'undici'
import { addMonths, monthOf } from '#domain/calendar.ts'
import { DEMO_STAFF, DEMO_TIME_ZONE } from '../../../server/demo/practice.ts'
import type { Bench, BenchProduct } from '../open-bench.ts'
import { ENTRIES, practiceOf } from '../practice-data.ts'
import { memoryOf, processorTimeOf } from '../process-figures.ts'
import { openStore } from '../product/open-store.ts'
import { limitRow, type Row } from '../row.ts'
import { readable } from '../figures.ts'

const PATIENTS = 10_000

/** `$ccm-close-month` over HTTP for 10,000 enrolled patients with 100,000 time entries, and once more: nothing changes. */
export async function measureMonthClose(bench: Bench): Promise<readonly Row[]> {
  const patients = bench.quick ? PATIENTS / 20 : PATIENTS
  const month = addMonths(monthOf(Date.now(), DEMO_TIME_ZONE), -1)
  const product = await bench.product()
  const biller = DEMO_STAFF.find(({ staffRole }) => staffRole === 'billing-practitioner')?.id ?? ''
  const store = await openStore(bench.databaseUrl)
  const filling = performance.now()
  await store.file(practiceOf({ patients, month, biller }))
  process.stderr.write(`  filed in ${readable((performance.now() - filling) / 1000)} s\n`)
  await store.settle()
  await store.close()
  const used = await processorTimeOf(product.pid)
  const first = await close(product, month)
  const processor = (await processorTimeOf(product.pid)) - used
  if (first.closed < patients) throw new Error(`Only ${first.closed} of ${patients} months were closed.`)
  const memory = await memoryOf(product.pid)
  const again = await close(product, month)
  const of = `${readable(patients)} patients, ${readable(patients * ENTRIES)} time entries`
  return [
    limitRow(`month close over HTTP: ${of}`, 30, 's', [first.seconds]),
    limitRow('month close: peak resident memory of the process', 512, 'MB', [memory?.peak ?? Number.NaN]),
    figure('month close: processor time of the process', `${readable(processor)} s`),
    figure('month close again, nothing to do', `${readable(again.seconds)} s`),
  ]
}

function figure(what: string, ours: string): Row {
  return { what, bar: '', reference: '', ours, result: ours }
}

interface Closed {
  readonly seconds: number
  readonly closed: number
}

async function close(product: BenchProduct, month: string): Promise<Closed> {
  const headers = await product.headers('biller')
  const body = JSON.stringify({
    resourceType: 'Parameters',
    parameter: [{ name: 'month', valueString: month }],
  } satisfies Parameters)
  const started = performance.now()
  const asked = await request(`${product.url}/fhir/r4/$ccm-close-month`, {
    method: 'POST',
    headers: { ...headers, prefer: 'respond-async' },
    body,
  })
  const text = await asked.body.text()
  if (asked.statusCode !== 202) throw new Error(`The close was answered ${asked.statusCode}: ${text}`)
  const path = new URL(String(asked.headers['content-location'])).pathname
  const result = await poll(`${product.url}${path}`, headers)
  return { seconds: (performance.now() - started) / 1000, closed: closedIn(result) }
}

async function poll(url: string, headers: Readonly<Record<string, string>>): Promise<Bundle<Parameters>> {
  for (;;) {
    const { statusCode, body } = await request(url, { headers, headersTimeout: 0 })
    const text = await body.text()
    if (statusCode === 200) return JSON.parse(text) as Bundle<Parameters>
    if (statusCode !== 202) throw new Error(`The close ended with ${statusCode}: ${text.slice(0, 500)}`)
    await sleep(250)
  }
}

/** Months that the result says are closed now. */
function closedIn(bundle: Bundle<Parameters>): number {
  const parameters = bundle.entry?.[0]?.resource?.parameter ?? []
  const state = ({ part }: ParametersParameter) => part?.find(({ name }) => name === 'state')?.valueCode
  return parameters.filter((parameter) => state(parameter) === 'closed').length
}
