import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { request } from 'undici'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { clinicRecord } from '../clinic/clinic.ts'
import { practiceResources } from '../clinic/practice.ts'
import { readable } from '../figures.ts'
import type { Bench, BenchProduct } from '../open-bench.ts'
import { memoryOf } from '../process-figures.ts'
import { openStore } from '../product/open-store.ts'
import { ratioRow, type Round, type Row } from '../row.ts'

const PATIENTS = 750
const QUICK_PATIENTS = 50
/** Files that are fetched at once, as bulk clients do. */
const TOGETHER = 4
/** Rows that the cursor fetches at once. */
const ROWS = 1000

/**
 * A bulk export over HTTP, from the kick-off to the last byte of its files on the disk, against the same rows that a bare
 * cursor streams into a file.
 */
export async function measureExport(bench: Bench): Promise<readonly Row[]> {
  const product = await bench.product()
  const patients = Array.from({ length: bench.quick ? QUICK_PATIENTS : PATIENTS }, (_unused, at) => at)
  const store = await openStore(bench.databaseUrl)
  await store.file(practiceResources().map((resource) => ({ resource })))
  for (let at = 0; at < patients.length; at += 25)
    await store.file(
      patients
        .slice(at, at + 25)
        .flatMap((number) => clinicRecord(number))
        .map((resource) => ({ resource })),
    )
  await store.settle()
  await store.close()
  const headers = { ...(await product.headers()), prefer: 'respond-async' }
  const before = (await memoryOf(product.pid))?.now ?? Number.NaN
  const made: number[] = []
  const rounds: Round[] = []
  let [most, resources] = [0, 0]
  for (let round = 0; round <= bench.rounds; round++) {
    const cursor = await byCursor(bench)
    const watch = watchMemory(product.pid)
    const ours = await exportInto(bench.folder, product, headers)
    most = Math.max(most, await watch.end())
    if (ours.rows !== cursor.rows) throw new Error(`The export has ${ours.rows} resources, the cursor ${cursor.rows}.`)
    if (Math.abs(ours.bytes - cursor.bytes) > 0) throw new Error('The export has other bytes than the cursor.')
    resources = ours.rows
    // The first round does not count.
    if (round === 0) continue
    made.push(ours.making)
    rounds.push({
      reference: { perSecond: cursor.rows / cursor.seconds },
      ours: { perSecond: ours.rows / ours.seconds },
    })
  }
  return [
    ratioRow(
      `bulk export over HTTP (${readable(resources)} resources), against a bare cursor`,
      0.8,
      ' resources/s',
      rounds,
    ),
    figure('bulk export: until the manifest', `${readable(Math.min(...made))}–${readable(Math.max(...made))} s`),
    figure('bulk export: resident memory before, most while exporting', `${readable(before)} MB, ${readable(most)} MB`),
  ]
}

function figure(what: string, ours: string): Row {
  return { what, bar: '', reference: '', ours, result: ours }
}

interface Written {
  readonly rows: number
  readonly bytes: number
  readonly seconds: number
}

async function byCursor({ databaseUrl, folder }: Bench): Promise<Written> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const file = join(folder, 'cursor.ndjson')
  const out = createWriteStream(file)
  let rows = 0
  const started = performance.now()
  await client.query('begin')
  await client.query(`declare every cursor for select content from ccm.resource where not deleted
    and tenant = (select key from ccm.tenant where slug = '${DEMO_TENANT}')`)
  for (;;) {
    const page = await client.query<[string]>({ text: `fetch ${ROWS} from every`, rowMode: 'array' })
    if (page.rows.length === 0) break
    rows += page.rows.length
    const text = page.rows.map(([content]) => `${content}\n`).join('')
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  const seconds = (performance.now() - started) / 1000
  await client.end()
  const { size } = await stat(file)
  await rm(file)
  return { rows, bytes: size, seconds }
}

interface Manifest {
  readonly output: readonly { readonly url: string; readonly count: number }[]
}

async function exportInto(
  folder: string,
  product: BenchProduct,
  headers: Readonly<Record<string, string>>,
): Promise<Written & { readonly making: number }> {
  const started = performance.now()
  const asked = await request(`${product.url}/fhir/r4/$export`, { headers })
  await asked.body.dump()
  if (asked.statusCode !== 202) throw new Error(`The export was answered ${asked.statusCode}.`)
  const { output } = await manifestAt(here(product, String(asked.headers['content-location'])), headers)
  const making = (performance.now() - started) / 1000
  const waiting = output.entries()
  const files: string[] = []
  const fetchNext = async () => {
    for (const [at, { url }] of waiting) {
      const { statusCode, body } = await request(here(product, url), { headers, bodyTimeout: 0 })
      if (statusCode !== 200) throw new Error(`A file was answered ${statusCode}.`)
      const file = join(folder, `${at}.ndjson`)
      await pipeline(body, createWriteStream(file))
      files.push(file)
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, fetchNext))
  const seconds = (performance.now() - started) / 1000
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  for (const file of files) await rm(file)
  const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0)
  return { rows: sum(output.map(({ count }) => count)), bytes: sum(sizes), seconds, making }
}

/** Links lead to the name that the server calls itself by. */
function here({ url }: BenchProduct, link: string): string {
  return `${url}${new URL(link).pathname}`
}

async function manifestAt(url: string, headers: Readonly<Record<string, string>>): Promise<Manifest> {
  for (;;) {
    const { statusCode, body } = await request(url, { headers })
    const text = await body.text()
    if (statusCode === 200) return JSON.parse(text) as Manifest
    if (statusCode !== 202) throw new Error(`The export ended with ${statusCode}: ${text.slice(0, 500)}`)
    await sleep(50)
  }
}

/** Looks at a process until it is told to end; answers the most resident memory that it saw, in MB. */
function watchMemory(pid: number): { end(): Promise<number> } {
  let [most, over] = [0, false]
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, (await memoryOf(pid))?.now ?? 0)
      await sleep(50)
    }
  })()
  return {
    async end() {
      over = true
      await watching
      return most
    },
  }
}
