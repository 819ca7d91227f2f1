import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { resourceTypes } from '#definitions/resource-types.ts'
import type { Access } from '#ports/access.ts'
import { DEMO_TENANT } from '../../../server/demo/practice.ts'
import { createBulkExports } from '../../../server/store/exports/bulk-exports.ts'
import { openDatabase, type Database } from '../../../server/store/open-database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { clinicRecord } from '../clinic/clinic.ts'
import { practiceResources } from '../clinic/practice.ts'
import { readable } from '../figures.ts'
import type { Bench, BenchProduct } from '../open-bench.ts'
import { memoryOf } from '../process-figures.ts'
import { openStore } from '../product/open-store.ts'
import { ratioRow, type Round, type Row } from '../row.ts'

const PATIENTS = 750
const QUICK_PATIENTS = 50
/** Records that are made before they are filed. */
const BATCH = 25
/** Files that are fetched at once, as bulk clients do. */
const TOGETHER = 4
/** Rows that the cursor fetches at once. */
const ROWS = 1000

const EVERYTHING = { types: resourceTypes, seen: resourceTypes, filters: new Map(), of: 'practice' } as const

/**
 * A bulk export, made and read into files, against the same rows that a bare cursor streams into a file, both in this process;
 * and over HTTP, from the kick-off to the last byte on the disk.
 */
export async function measureExport(bench: Bench): Promise<readonly Row[]> {
  const product = await bench.product()
  const patients = bench.quick ? QUICK_PATIENTS : PATIENTS
  await fill(bench, 0, patients / 5)
  const smaller = await overHttp(bench, product)
  const access = await fill(bench, patients / 5, patients)
  const db = await openDatabase({ url: bench.databaseUrl, log: silentLog })
  const rounds: Round[] = []
  let rows = 0
  // The first round does not count.
  for (let round = 0; round <= bench.rounds; round++) {
    const [cursor, ours] = [await byCursor(db, bench, access), await inProcess(db, bench, access)]
    requireSame(ours, cursor)
    rows = ours.rows
    if (round > 0) rounds.push({ reference: rateOf(cursor), ours: rateOf(ours) })
  }
  await db.close()
  const of = `${readable(rows)} resources`
  return [
    ratioRow(`bulk export: ${of}, against a bare cursor into a file`, 0.8, ' resources/s', rounds),
    ...figuresOf(smaller, await overHttp(bench, product)),
  ]
}

/** What an export by HTTP took. */
interface OverHttp {
  readonly rows: number
  readonly bytes: number
  /** Seconds to the manifest, and to the last byte on the disk. */
  readonly made: number
  readonly seconds: number
  /** Most resident memory while it went on, in MB. */
  readonly memory: number
}

/** Of two exports in one process, the first of a fifth of the second's patients: memory is flat where both took the same. */
function figuresOf(smaller: OverHttp, whole: OverHttp): readonly Row[] {
  const { rows, bytes, made, seconds, memory } = whole
  const most = `${readable(smaller.memory)} MB at most for ${readable(smaller.rows)} resources`
  return [
    figure('bulk export over HTTP', `${readable(rows / seconds)} resources/s, the manifest after ${readable(made)} s`),
    figure('bulk export over HTTP: size', `${readable(bytes / 1e6)} MB`),
    figure('bulk export over HTTP: resident memory', `${most}, ${readable(memory)} MB for ${readable(rows)}`),
  ]
}

interface Written {
  readonly rows: number
  readonly bytes: number
  readonly seconds: number
}

const rateOf = ({ rows, seconds }: Written) => ({ perSecond: rows / seconds })

/** Both sides must write the same, else their rates say nothing. */
function requireSame(ours: Written, cursor: Written): void {
  if (ours.rows === cursor.rows && ours.bytes === cursor.bytes) return
  throw new Error(
    `The export has ${ours.rows} resources (${ours.bytes} bytes), the cursor ${cursor.rows} (${cursor.bytes}).`,
  )
}

/** Files the records of patients, by number, the last not included. */
async function fill({ databaseUrl }: Bench, from: number, to: number): Promise<Access> {
  const store = await openStore(databaseUrl, { trusted: true, atOnce: 2 })
  if (from === 0) await store.file(practiceResources().map((resource) => ({ resource })))
  for (let at = from; at < to; at += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, to - at) }, (_unused, more) => at + more)
    const records = numbers.flatMap((number) => clinicRecord(number))
    await store.file(records.map((resource) => ({ resource })))
  }
  await store.settle()
  const { tenant } = store
  await store.close()
  return { tenant: { key: tenant, slug: DEMO_TENANT }, compartment: 'unrestricted' }
}

async function byCursor({ owner }: Database, { folder }: Bench, { tenant }: Access): Promise<Written> {
  const client = await owner.connect()
  const file = join(folder, 'cursor.ndjson')
  let rows = 0
  const started = performance.now()
  await client.query('begin')
  await client.query(`declare every cursor for
    select content from ccm.resource where not deleted and tenant = ${tenant.key}`)
  await write(file, pages())
  await client.query('commit')
  const seconds = (performance.now() - started) / 1000
  client.release()
  return { rows, bytes: await sizeOf(file), seconds }

  async function* pages() {
    for (;;) {
      const page = await client.query<[string]>({ text: `fetch ${ROWS} from every`, rowMode: 'array' })
      if (page.rows.length === 0) return
      rows += page.rows.length
      yield page.rows.map(([content]) => `${content}\n`).join('')
    }
  }
}

async function inProcess(db: Database, { folder }: Bench, access: Access): Promise<Written> {
  const exports = createBulkExports({ db, clock: { now: () => Date.now() } })
  const job = crypto.randomUUID()
  const started = performance.now()
  const { files } = await exports.make(access, { ...EVERYTHING, job }, () => Promise.resolve())
  const bytes = await inTurns(files.length, async (number) => {
    const file = join(folder, `${number}.ndjson`)
    await write(file, exports.read(access, job, number))
    return file
  })
  const seconds = (performance.now() - started) / 1000
  await exports.discard(access.tenant.key, job)
  return { rows: files.reduce((sum, { count }) => sum + count, 0), bytes: await bytes(), seconds }
}

/** Writes files, some together; answers how large they are, and takes them away. */
async function inTurns(count: number, writeFile: (number: number) => Promise<string>): Promise<() => Promise<number>> {
  const waiting = Array.from({ length: count }, (_unused, at) => at).values()
  const files: string[] = []
  const turn = async () => {
    for (const number of waiting) files.push(await writeFile(number))
  }
  await Promise.all(Array.from({ length: TOGETHER }, turn))
  return async () => {
    const sizes = await Promise.all(files.map(sizeOf))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file)
  await rm(file)
  return size
}

async function write(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const out = createWriteStream(file)
  for await (const piece of pieces) if (!out.write(piece)) await once(out, 'drain')
  out.end()
  await finished(out)
}

interface Manifest {
  readonly output: readonly { readonly url: string; readonly count: number }[]
}

async function overHttp({ folder }: Bench, product: BenchProduct): Promise<OverHttp> {
  const headers = { ...(await product.headers()), prefer: 'respond-async' }
  const watch = watchMemory(product.pid)
  const started = performance.now()
  const asked = await request(`${product.url}/fhir/r4/$export`, { headers })
  await asked.body.dump()
  if (asked.statusCode !== 202) throw new Error(`The export was answered ${asked.statusCode}.`)
  const { output } = await manifestAt(here(product, String(asked.headers['content-location'])), headers)
  const made = (performance.now() - started) / 1000
  const bytes = await inTurns(output.length, async (number) => {
    const { statusCode, body } = await request(here(product, output[number]?.url ?? ''), { headers, bodyTimeout: 0 })
    if (statusCode !== 200) throw new Error(`A file was answered ${statusCode}.`)
    const file = join(folder, `${number}.ndjson`)
    await pipeline(body, createWriteStream(file))
    return file
  })
  const seconds = (performance.now() - started) / 1000
  const rows = output.reduce((sum, { count }) => sum + count, 0)
  return { rows, bytes: await bytes(), made, seconds, memory: await watch.end() }
}

function figure(what: string, ours: string): Row {
  return { what, bar: '', reference: '', ours, result: ours }
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
