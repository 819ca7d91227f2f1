import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Workers and the servers that tests start parse each module once, not once a process: a start takes a third less.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'ccm-on-fhir-tests')

/** How many test files run at the same time. */
const WORKERS = Math.min(availableParallelism(), 4)
/** The same of those that often wait: for a server's start, for a deadline, for a page. */
const WAITING_WORKERS = Math.min(availableParallelism() + 1, 4)

interface Options {
  readonly timeout?: number
  readonly database?: boolean
  readonly environment?: 'happy-dom'
  /** Whether each file loads all modules anew. Files that leave nothing behind in them need not: a fifth of a run. */
  readonly isolate?: boolean
}

const project = (name: string, include: string[], options: Options = {}) => ({
  test: {
    name,
    include,
    // Each worker has a PostgreSQL of its own, so that files that run at the same time share nothing.
    maxWorkers: options.database ? WAITING_WORKERS : WORKERS,
    sequence: { groupOrder: options.database ? 1 : 0 },
    testTimeout: options.timeout ?? 15_000,
    hookTimeout: 60_000,
    isolate: options.isolate ?? false,
    ...(options.environment && { environment: options.environment }),
    ...(options.database ? { globalSetup: ['test/support/postgres-server.ts'] } : {}),
  },
})

const report = process.env['TEST_REPORT']

export default defineConfig({
  root: process.cwd(),
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      project('domain', ['test/domain/**/*.test.ts'], { timeout: 10_000 }),
      project('profiles', ['test/{profiles,validation,definitions}/**/*.test.ts'], { timeout: 60_000 }),
      project('smart-app', ['test/smart-app/**/*.test.{ts,tsx}'], { environment: 'happy-dom', isolate: true }),
      project('store', ['test/store/**/*.test.ts'], { timeout: 30_000, database: true }),
      project('server', ['test/{use-cases,fhir,http,auth,jobs,demo,commands,print,fuzz,outbound}/**/*.test.ts'], {
        timeout: 30_000,
        database: true,
      }),
      project('process', ['test/process/**/*.test.ts'], { timeout: 180_000, database: true }),
      project('architecture', ['test/architecture/**/*.test.ts'], { timeout: 180_000 }),
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // After all others: each file has a server, its data and a browser of its own.
          maxWorkers: WAITING_WORKERS,
          sequence: { groupOrder: 2 },
          expect: { poll: { timeout: 15_000, interval: 100 } },
          globalSetup: ['test/browser/support/seeded-data.ts'],
        },
      },
    ],
  },
})
