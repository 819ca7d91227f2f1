import { Pool } from 'undici'
import type { BenchProduct } from '../open-bench.ts'
import type { Question } from './questions.ts'

/** How long requests took, in milliseconds. */
export type Latencies = readonly number[]

interface Answer {
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: { readonly id: string } }[]
}

/** Asks a running server, one request after the other: what is measured is a request, not a queue. */
export interface Asker {
  ask(question: Question, patients: number): Promise<Latencies>
  /** The pages of a long search up to the last one asked for; only that one counts. */
  walk(): Promise<Latencies>
  close(): Promise<void>
}

/** Pages that are turned, each time. */
export const PAGES = 100
const PAGE_SIZE = 20

/** @param rounds requests for each question; a tenth as many before them do not count */
export async function createAsker(product: BenchProduct, rounds: number): Promise<Asker> {
  const headers = await product.headers()
  const pool = new Pool(product.url, { connections: 1, pipelining: 1 })
  const get = async (path: string) => {
    const started = performance.now()
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers })
    const text = await body.text()
    const milliseconds = performance.now() - started
    if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}: ${text.slice(0, 300)}`)
    return { milliseconds, text }
  }
  return {
    async ask({ path, least = 0 }, patients) {
      const latencies: number[] = []
      for (let at = -Math.ceil(rounds / 10); at < rounds; at++) {
        const asked = `/fhir/r4${path(spread(at, patients), Math.abs(at))}`
        const { milliseconds, text } = await get(asked)
        if (at >= 0) latencies.push(milliseconds)
        if (at % 50 === 0 && least > 0) requireEntries(asked, text, least)
      }
      return latencies
    },
    async walk() {
      const latencies: number[] = []
      for (let walk = 0; walk < Math.max(5, rounds / 50); walk++) latencies.push(await lastPage(get, walk))
      return latencies
    },
    close: () => pool.close(),
  }
}

/** Patients far from each other, in an order that does not repeat soon. */
function spread(at: number, patients: number): number {
  return (Math.abs(at) * 7919) % patients
}

function requireEntries(path: string, text: string, least: number): void {
  const { entry = [] } = JSON.parse(text) as Answer
  if (entry.length < least) throw new Error(`${path} found ${entry.length}, not ${least} or more.`)
}

/** Turns pages of the practice's laboratory results; answers how long the last one took. No resource may come twice. */
async function lastPage(
  get: (path: string) => Promise<{ readonly milliseconds: number; readonly text: string }>,
  walk: number,
): Promise<number> {
  const seen = new Set<string>()
  // Each walk has another length of page, so that none asks what another has asked.
  let path = `/fhir/r4/Observation?category=laboratory&_count=${PAGE_SIZE - (walk % 3)}`
  for (let page = 1; ; page++) {
    const { milliseconds, text } = await get(path)
    const { entry = [], link = [] } = JSON.parse(text) as Answer
    for (const { resource } of entry) {
      if (seen.has(resource.id)) throw new Error(`${resource.id} came twice on ${page} pages.`)
      seen.add(resource.id)
    }
    const next = link.find(({ relation }) => relation === 'next')?.url
    if (page === PAGES) return milliseconds
    if (next === undefined) throw new Error(`There are too few results for ${PAGES} pages.`)
    const { pathname, search } = new URL(next)
    path = `${pathname}${search}`
  }
}
