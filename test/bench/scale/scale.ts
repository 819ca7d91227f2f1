import pg from 'pg'
import type { Resource } from '@medplum/fhirtypes'
import { clinicRecord } from '../clinic/clinic.ts'
import { practiceResources } from '../clinic/practice.ts'
import { readable } from '../figures.ts'
import { openBench, type Bench, type BenchProduct } from '../open-bench.ts'
import { memoryOf } from '../process-figures.ts'
import { openStore, type Filed } from '../product/open-store.ts'
import { createAsker, PAGES, type Asker } from './ask.ts'
import { QUESTIONS } from './questions.ts'
import { growthsReached, growthTable, sizeTable, type Growth, type SizeFigures } from './tables.ts'

export const SIZES = [10_000, 100_000, 1_000_000]

/** Requests for each question and size; a tenth as many before them do not count. */
const ROUNDS = 1000
const QUICK_ROUNDS = 100
/** So many in a row at one size, then as many at the next. */
const TURN = 20
/** Times that a hundred pages are turned. */
const WALKS = 20
const QUICK_WALKS = 3
/** Transactions under way while a practice is filled. */
const AT_ONCE = 3

/** The tables, and whether every bar was reached. */
export interface ScaleResult {
  readonly text: string
  readonly reached: boolean
}

/**
 * Fills a practice of each size through the product's own store, each in a database and under a server of its own, and asks
 * the servers the same questions in turn: one request at a time, so that what is measured is a request and not a queue, and
 * whatever else the machine does meets all sizes alike.
 */
export async function measureScale(sizes: readonly number[], quick: boolean): Promise<ScaleResult> {
  const bench = await openBench(quick)
  try {
    const practices: Practice[] = []
    for (const size of sizes) practices.push(await openPractice(bench, size))
    const growths: Growth[] = []
    for (const question of QUESTIONS) growths.push(await askAll(practices, question, quick ? QUICK_ROUNDS : ROUNDS))
    growths.push(await walkAll(practices, quick ? QUICK_WALKS : WALKS))
    const figures: SizeFigures[] = []
    for (const practice of practices) {
      figures.push(await figuresOf(practice))
      await practice.asker.close()
    }
    return { text: `${growthTable(growths, sizes)}\n\n${sizeTable(figures)}`, reached: growthsReached(growths, sizes) }
  } finally {
    await bench.close()
  }
}

/** A practice of one size, with the server that serves it. */
interface Practice {
  readonly size: number
  readonly product: BenchProduct
  readonly asker: Asker
  /** What filling it took. */
  readonly seconds: number
}

async function openPractice(bench: Bench, size: number): Promise<Practice> {
  const product = await bench.product(`scale${size}`)
  const clinic: Clinic = { filed: 0, patients: 0 }
  const seconds = await fill(product.databaseUrl, clinic, size)
  const rate = readable(size / seconds)
  process.stderr.write(
    `  ${readable(size)} resources of ${readable(clinic.patients)} patients in ${readable(seconds)} s: ${rate}/s\n`,
  )
  return { size, product, seconds, asker: await createAsker(product, clinic.patients) }
}

/** The made-up clinic, as far as it has been filed. */
interface Clinic {
  filed: number
  patients: number
}

/** Its resources up to a number, the last record whole. */
function* resourcesUpTo(clinic: Clinic, size: number): Generator<Filed> {
  const next = (): readonly Resource[] => (clinic.filed === 0 ? practiceResources() : clinicRecord(clinic.patients++))
  while (clinic.filed < size) {
    const resources = next()
    clinic.filed += resources.length
    for (const resource of resources) yield { resource }
  }
}

/** Answers how many seconds writing took; what autovacuum does later is done, too, and not counted. */
async function fill(url: string, clinic: Clinic, size: number): Promise<number> {
  const store = await openStore(url, { trusted: true, atOnce: AT_ONCE })
  const started = performance.now()
  await store.file(resourcesUpTo(clinic, size))
  const seconds = (performance.now() - started) / 1000
  await store.settle()
  await store.close()
  return seconds
}

async function askAll(
  practices: readonly Practice[],
  question: (typeof QUESTIONS)[number],
  rounds: number,
): Promise<Growth> {
  const latencies = new Map(practices.map(({ size }) => [size, [] as number[]]))
  for (let first = -rounds / 10; first < rounds; first += TURN)
    for (const { size, asker } of practices) {
      const measured = await asker.ask(question, first + rounds, TURN)
      if (first >= 0) latencies.get(size)?.push(...measured)
    }
  return { what: question.what, isBound: question.isBound, latencies }
}

async function walkAll(practices: readonly Practice[], walks: number): Promise<Growth> {
  const latencies = new Map(practices.map(({ size }) => [size, [] as number[]]))
  for (let walk = 0; walk < walks; walk++)
    for (const { size, asker } of practices) latencies.get(size)?.push(await asker.walk(20 - (walk % 3)))
  return { what: `page ${PAGES} of Observation?category`, isBound: false, latencies }
}

async function figuresOf({ size, seconds, product }: Practice): Promise<SizeFigures> {
  const client = new pg.Client({ connectionString: product.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  await client.end()
  const memory = await memoryOf(product.pid)
  return { size, seconds, database: Number(rows[0]?.bytes) / 1e6, memory: memory?.now ?? Number.NaN }
}
