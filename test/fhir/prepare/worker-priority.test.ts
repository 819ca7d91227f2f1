import { readdir, readFile } from 'node:fs/promises'
import { getPriority } from 'node:os'
import { afterAll, describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { PrepareWorker } from '../../../server/fhir/prepare/worker/prepare-worker.ts'
import { aPatient } from '../../support/chart.ts'
import { silentLog } from '../../support/silent-log.ts'

const worker = new PrepareWorker(
  new URL('../../../server/compose/prepare-worker.ts', import.meta.url),
  { base: 'http://localhost/fhir/r4', limits: DEFAULT_LIMITS },
  silentLog,
)
afterAll(() => worker.close())

/** How nice each thread of this process is (proc(5): the 19th field of its `stat`). */
async function nicenesses(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task')
  const stats = await Promise.all(threads.map((thread) => readFile(`/proc/self/task/${thread}/stat`, 'utf8')))
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]))
}

describe.runIf(process.platform === 'linux')('the worker that prepares bundles', () => {
  test('lets the thread that answers go first, which keeps its own priority', async () => {
    const before = getPriority()
    const entry = [{ resource: aPatient('p', 'X'), request: { method: 'POST', url: 'Patient' } }]
    const body = new TextEncoder().encode(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }))
    const received = await worker.open(body)
    expect(await nicenesses()).toContain(Math.min(19, before + 10))
    expect(getPriority()).toBe(before)
    received.close()
  })
})
