import { mkdtemp, chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand, textOf, UsageError } from '../../server/commands/command-line.ts'
import { startEmbedded } from '../../server/store/embedded.ts'
import { silentLog } from '../support/silent-log.ts'
import { AREAS, fuzzArea, type Area, type FuzzRun } from './areas.ts'
import { openFuzzTarget, type FuzzTarget } from './fuzz-target.ts'

const HELP = `
Sends a server requests that are more or less wrong, and watches that it answers each as it should: no 5xx, no hung
request, no crash, every error an OperationOutcome, nothing of another practice.

  npm run fuzz -- [--seconds N] [--seed N] [--area NAME[,NAME…]] [--path P]

  --seconds N  how long in all; 60 when absent
  --seed N     the same requests again; printed at the start of every run
  --area NAME  one sort of request or several: ${AREAS.map(({ name }) => name).join(', ')}
  --path P     with --seed and one area: the one request that was found, as the report names it

The server runs in a process of its own, on a PostgreSQL of its own in a temporary folder. A fault is printed with the
smallest request that shows it, and how to replay it. Exit status 1 when there is one.
`

const OPTIONS = {
  seconds: { type: 'string' },
  seed: { type: 'string' },
  area: { type: 'string' },
  path: { type: 'string' },
} as const

await runCommand(HELP, OPTIONS, async (line) => {
  const seconds = numberOf(textOf(line, 'seconds') ?? '60', 'seconds')
  const seed = numberOf(textOf(line, 'seed') ?? String(Math.floor(Math.random() * 2 ** 31)), 'seed')
  const areas = chosen(textOf(line, 'area'))
  const path = textOf(line, 'path')
  process.stdout.write(`Seed ${seed}.\n`)
  const folder = await mkdtemp(join(tmpdir(), 'ccm-fuzz-'))
  await chmod(folder, 0o755)
  const database = await startEmbedded({ folder: join(folder, 'data'), log: silentLog })
  try {
    const target = await openFuzzTarget(database.url)
    const milliseconds = (seconds * 1000) / areas.length
    const faults = await fuzzAll(target, areas, { seed, milliseconds, ...(path === undefined ? {} : { path }) })
    await target.stop()
    return faults > 0 ? 1 : 0
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

async function fuzzAll(target: FuzzTarget, areas: readonly Area[], run: FuzzRun): Promise<number> {
  let faults = 0
  for (const area of areas) {
    const found = await fuzzArea(target, area, run)
    const counts = Object.entries(target.statuses()).map(([status, count]) => `${count} × ${status}`)
    process.stdout.write(`${area.name}: ${found ?? 'sound'} (${counts.join(', ')})\n`)
    if (found !== undefined) faults++
  }
  return faults
}

function numberOf(text: string, name: string): number {
  const number = Number(text)
  if (Number.isFinite(number)) return number
  throw new UsageError(`--${name} takes a number, not ${text}`)
}

function chosen(names: string | undefined): readonly Area[] {
  if (names === undefined) return AREAS
  return names.split(',').map((name) => {
    const area = AREAS.find((known) => known.name === name)
    if (!area) throw new UsageError(`There is no area ${name}. Known: ${AREAS.map((known) => known.name).join(', ')}`)
    return area
  })
}
