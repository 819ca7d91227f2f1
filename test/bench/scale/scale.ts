import pg from 'pg'
import type { Resource } from '@medplum/fhirtypes'
import { clinicRecord } from '../clinic/clinic.ts'
import { practiceResources } from '../clinic/practice.ts'
import { readable } from '../figures.ts'
import { openBench } from '../open-bench.ts'
import { memoryOf } from '../process-figures.ts'
import { openStore, type Filed } from '../product/open-store.ts'
import { createAsker, PAGES, type Latencies } from './ask.ts'
import { QUESTIONS } from './questions.ts'
import { growthsReached, growthTable, sizeTable, type Growth, type SizeFigures } from './tables.ts'

export const SIZES = [10_000, 100_000, 1_000_000]

const ROUNDS = 1000
const QUICK_ROUNDS = 100
/** Transactions under way while the practice is filled. */
const AT_ONCE = 3

/**
 * Fills one practice to each size in turn, through the product's own store, and asks the running server the same questions at
 * each. Answers the tables, and whether every bar was reached.
 */
export async function measureScale(sizes: readonly number[], quick: boolean): Promise<ScaleResult> {
  const bench = await openBench(quick)
  try {
    const product = await bench.product()
    const growths = [...QUESTIONS, WALK].map(({ what, isBound }) => new Measured(what, isBound))
    const figures: SizeFigures[] = []
    const clinic: Clinic = { filed: 0, patients: 0 }
    for (const size of sizes) {
      const seconds = await fill(bench.databaseUrl, clinic, size)
      process.stderr.write(
        `  ${readable(size)} resources, ${readable(clinic.patients)} patients: filled in ${readable(seconds)} s\n`,
      )
      const asker = await createAsker(product, quick ? QUICK_ROUNDS : ROUNDS)
      for (const [at, question] of QUESTIONS.entries())
        growths[at]?.latencies.set(size, await asker.ask(question, clinic.patients))
      growths.at(-1)?.latencies.set(size, await asker.walk())
      await asker.close()
      figures.push({ size, seconds, ...(await figuresOf(bench.databaseUrl, product.pid)) })
    }
    return { text: `${growthTable(growths, sizes)}\n\n${sizeTable(figures)}`, reached: growthsReached(growths, sizes) }
  } finally {
    await bench.close()
  }
}

export interface ScaleResult {
  readonly text: string
  readonly reached: boolean
}

const WALK = { what: `page ${PAGES} of Observation?category`, isBound: false }

/** The made-up clinic, as far as it has been filed. */
interface Clinic {
  filed: number
  patients: number
}

/** Its resources up to a number, going on where the last time ended, with whole records. */
function* resourcesUpTo(clinic: Clinic, size: number): Generator<Filed> {
  const next = (): readonly Resource[] => (clinic.filed === 0 ? practiceResources() : clinicRecord(clinic.patients++))
  while (clinic.filed < size) {
    const resources = next()
    clinic.filed += resources.length
    for (const resource of resources) yield { resource }
  }
}

class Measured implements Growth {
  readonly latencies = new Map<number, Latencies>()
  readonly what: string
  readonly isBound: boolean

  constructor(what: string, isBound: boolean) {
    this.what = what
    this.isBound = isBound
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

async function figuresOf(url: string, pid: number): Promise<Pick<SizeFigures, 'database' | 'memory'>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  await client.end()
  const memory = await memoryOf(pid)
  return { database: Number(rows[0]?.bytes) / 1e6, memory: memory?.now ?? Number.NaN }
}
