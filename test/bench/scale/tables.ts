import { percentile, readable } from '../figures.ts'
import { markdown } from '../row.ts'
import type { Latencies } from './ask.ts'

/** How much slower, at the most, the slowest twentieth may be at the largest size than at the smallest. */
const BAR = 1.5

/** What one question took at each size. */
export interface Growth {
  readonly what: string
  readonly isBound: boolean
  readonly latencies: ReadonlyMap<number, Latencies>
}

/** What one size costs. */
export interface SizeFigures {
  readonly size: number
  /** To fill it. */
  readonly seconds: number
  /** Of the database, in MB (10^6 bytes). */
  readonly database: number
  /** Resident, of the server's process, in MB. */
  readonly memory: number
}

/** p50, p95 and p99 in milliseconds at each size, and how p95 has grown. */
export function growthTable(growths: readonly Growth[], sizes: readonly number[]): string {
  const head = [
    'p50 / p95 / p99 in ms',
    ...sizes.map((size) => `${size.toLocaleString('en-US')} resources`),
    'p95 grew',
    'bar',
    'verdict',
  ]
  const lines = growths.map((growth) => [
    growth.what,
    ...sizes.map((size) => percentilesOf(growth.latencies.get(size) ?? [])),
    sizes.length > 1 ? `${readable(grown(growth, sizes))}×` : '',
    growth.isBound ? `≤ ${BAR}×` : '',
    growth.isBound && sizes.length > 1 ? (isReached(growth, sizes) ? 'reached' : 'missed') : '',
  ])
  return markdown([head, ...lines])
}

/** Memory and disk at each size. */
export function sizeTable(figures: readonly SizeFigures[]): string {
  const head = ['resources', 'written in', 'database', 'a resource', 'server, resident']
  const lines = figures.map(({ size, seconds, database, memory }) => [
    size.toLocaleString('en-US'),
    `${readable(seconds)} s`,
    `${readable(database)} MB`,
    `${readable((database / size) * 1000)} kB`,
    `${readable(memory)} MB`,
  ])
  return markdown([head, ...lines])
}

/** Whether every question that has a bar stays under it. */
export function growthsReached(growths: readonly Growth[], sizes: readonly number[]): boolean {
  return growths.every((growth) => !growth.isBound || isReached(growth, sizes))
}

function isReached(growth: Growth, sizes: readonly number[]): boolean {
  return sizes.length < 2 || grown(growth, sizes) <= BAR
}

function grown({ latencies }: Growth, sizes: readonly number[]): number {
  const p95 = (size: number | undefined) => percentile(latencies.get(size ?? 0) ?? [], 0.95)
  return p95(sizes.at(-1)) / p95(sizes[0])
}

function percentilesOf(latencies: Latencies): string {
  return [0.5, 0.95, 0.99].map((share) => percentile(latencies, share).toFixed(2)).join(' / ')
}
