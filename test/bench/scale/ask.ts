import { Pool } from 'undici'
import type { BenchProduct } from '../open-bench.ts'
import type { Question } from './questions.ts'

/** How long requests took, in milliseconds. */
export type Latencies = readonly number[]

interface Answer {
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: { readonly id: string } }[]
}

interface Timed {
  readonly milliseconds: number
  readonly text: string
}

/** Asks one running server. */
export interface Asker {
  /** Asks for one patient after the other, so many times. */
  ask(question: Question, first: number, times: number): Promise<Latencies>
  /** Turns pages of a long search, and answers how long the last one took. */
  walk(pageSize: number): Promise<number>
  close(): Promise<void>
}

/** Pages that are turned. */
export const PAGES = 100

/** @param patients how many there are */
export async function createAsker(product: BenchProduct, patients: number): Promise<Asker> {
  const headers = await product.headers()
  const pool = new Pool(product.url, { connections: 1, pipelining: 1 })
  const get = async (path: string): Promise<Timed> => {
    const started = performance.now()
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers })
    const text = await body.text()
    const milliseconds = performance.now() - started
    if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}: ${text.slice(0, 300)}`)
    return { milliseconds, text }
  }
  return {
    async ask({ path, least = 0 }, first, times) {
      const latencies: number[] = []
      for (let at = first; at < first + times; at++) {
        // Patients far from each other, in an order that does not repeat soon.
        const asked = `/fhir/r4${path((at * 7919) % patients, at)}`
        const { milliseconds, text } = await get(asked)
        latencies.push(milliseconds)
        if (at === first && least > 0) requireEntries(asked, text, least)
      }
      return latencies
    },
    walk: (pageSize) => lastPage(get, pageSize),
    close: () => pool.close(),
  }
}

function requireEntries(path: string, text: string, least: number): void {
  const { entry = [] } = JSON.parse(text) as Answer
  if (entry.length < least) throw new Error(`${path} found ${entry.length}, not ${least} or more.`)
}

/** Turns the pages of the practice's laboratory results. No resource may come twice. */
async function lastPage(get: (path: string) => Promise<Timed>, pageSize: number): Promise<number> {
  const seen = new Set<string>()
  let path = `/fhir/r4/Observation?category=laboratory&_count=${pageSize}`
  for (let page = 1; ; page++) {
    const { milliseconds, text } = await get(path)
    const { entry = [], link = [] } = JSON.parse(text) as Answer
    for (const { resource } of entry) {
      if (seen.has(resource.id)) throw new Error(`${resource.id} came twice on ${page} pages.`)
      seen.add(resource.id)
    }
    if (page === PAGES) return milliseconds
    const next = link.find(({ relation }) => relation === 'next')?.url
    if (next === undefined) throw new Error(`There are too few results for ${PAGES} pages.`)
    const { pathname, search } = new URL(next)
    path = `${pathname}${search}`
  }
}
