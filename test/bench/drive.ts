import { Pool } from 'undici'

/** Connections of the load driver, on both sides of every ratio. */
export const CONNECTIONS = 8

/** One request of a load. */
export interface Shot {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What a server is asked for, over and over. */
export interface Load {
  readonly url: string
  /** The next request of one of the connections. */
  readonly next: (connection: number) => Shot
  /** Statuses that are right; any other ends the benchmark. */
  readonly expect: readonly number[]
  /** Hears each answer, for loads whose requests depend on what came before. */
  readonly heard?: (connection: number, answer: Buffer) => void
}

/** How a server answered. */
export interface Driven {
  readonly requests: number
  readonly perSecond: number
}

/** Sends requests over 8 connections, on each one after the other, for some seconds. */
export async function drive(load: Load, seconds: number): Promise<Driven> {
  const pool = new Pool(load.url, { connections: CONNECTIONS, pipelining: 1 })
  let requests = 0
  const started = performance.now()
  const end = started + seconds * 1000
  const work = async (connection: number) => {
    while (performance.now() < end) {
      const answer = await shoot(pool, load, load.next(connection))
      requests++
      load.heard?.(connection, answer)
    }
  }
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, (_unused, connection) => work(connection)))
  } finally {
    await pool.close()
  }
  const elapsed = (performance.now() - started) / 1000
  return { requests, perSecond: requests / elapsed }
}

/** Sends each request once, some at a time, and answers how many seconds that took. */
export async function driveAll(url: string, shots: readonly Shot[], atOnce: number): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  const waiting = shots.values()
  const started = performance.now()
  const work = async () => {
    for (const shot of waiting) await shoot(pool, { expect: [200] }, shot)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work))
  } finally {
    await pool.close()
  }
  return (performance.now() - started) / 1000
}

async function shoot(
  pool: Pool,
  { expect }: Pick<Load, 'expect'>,
  { method, path, headers, body }: Shot,
): Promise<Buffer> {
  const response = await pool.request({
    method,
    path,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
  })
  const answer = Buffer.from(await response.body.arrayBuffer())
  if (expect.includes(response.statusCode)) return answer
  throw new Error(`${method} ${path} was answered ${response.statusCode}: ${answer.toString().slice(0, 500)}`)
}
