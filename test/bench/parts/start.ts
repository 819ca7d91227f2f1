import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../../support/server-process.ts'
import type { Bench } from '../open-bench.ts'
import { memoryOf } from '../process-figures.ts'
import { limitRow, type Row } from '../row.ts'

/** Time for the process to come to rest before its memory is looked at, in milliseconds. */
const REST = 5000

/** Start on an empty folder and on existing data, with the embedded database, and memory at rest. */
export async function measureStart(bench: Bench): Promise<readonly Row[]> {
  const [fresh, again, memory]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < bench.rounds; round++) {
    const folder = join(bench.folder, `start${round}`)
    fresh.push(await timed(folder))
    again.push(await timed(folder, memory))
  }
  return [
    limitRow('start on an empty folder, until /readyz', 10, 's', fresh),
    limitRow('start on existing data, until /readyz', 5, 's', again),
    limitRow('resident memory when idle', 350, 'MB', memory),
  ]
}

async function timed(folder: string, memory?: number[]): Promise<number> {
  const started = performance.now()
  const server = await startServer({ DATA_DIR: folder })
  const seconds = (performance.now() - started) / 1000
  if (memory) {
    await sleep(REST)
    memory.push((await memoryOf(server.pid))?.now ?? Number.NaN)
  }
  await server.stop()
  return seconds
}
