import { runCommand, textOf, UsageError, type CommandLine } from '../../server/commands/command-line.ts'
import { openBench } from './open-bench.ts'
import { PARTS, type Part } from './parts.ts'
import { tableOf, type Row } from './row.ts'
import { measureScale, SIZES } from './scale/scale.ts'

const HELP = `
Measures the product against references in the same run, and prints one table.

  npm run bench -- [--quick] [--only NAME[,NAME…]]
  npm run bench -- --scale [SIZE[,SIZE…]]

  --quick      smaller data and shorter rounds: to see that it works, not to quote
  --only NAME  one part or several: ${PARTS.map(({ name }) => name).join(', ')}
  --scale      instead: how the product does as a practice grows, to ${SIZES.join(', ')} resources or the sizes
               given; the same requests at each, one after the other over HTTP

Everything runs here: a PostgreSQL with durable settings in a temporary folder, the product in a process of its own
(authentication, validation, audit, history on), the reference in another, and one load driver with 8 connections for
both. Rounds of the two are interleaved; a ratio is the median of the rounds' ratios. Whatever else the machine does
counts too: compare ratios, not rates. µs is processor time of the server's process, a request or resource.
`

const OPTIONS = { quick: { type: 'boolean' }, only: { type: 'string' }, scale: { type: 'boolean' } } as const

await runCommand(HELP, OPTIONS, async (line) => {
  if (line.values['scale'] === true) return scale(line)
  const parts = chosen(textOf(line, 'only'))
  const quick = line.values['quick'] === true
  const rows: Row[] = []
  for (const part of parts) rows.push(...(await run(part, quick)))
  process.stdout.write(`\n${tableOf(rows)}\n`)
  if (quick) process.stdout.write('\nQuick: these figures are rough.\n')
  return rows.some(({ reached }) => reached === false) ? 1 : 0
})

async function run({ name, measure }: Part, quick: boolean): Promise<readonly Row[]> {
  process.stderr.write(`${name} …\n`)
  const bench = await openBench(quick)
  try {
    const rows = await measure(bench)
    process.stderr.write(`${tableOf(rows)}\n`)
    return rows
  } finally {
    await bench.close()
  }
}

async function scale({ words, values }: CommandLine): Promise<number> {
  const given = words.flatMap((word) => word.split(',')).map(Number)
  const wrong = given.some((size) => !Number.isInteger(size) || size < 10_000)
  if (wrong) throw new UsageError('--scale wants sizes such as 10000,100000, each 10000 or more')
  const sizes = given.length > 0 ? given.toSorted((one, other) => one - other) : SIZES
  const { text, reached } = await measureScale(sizes, values['quick'] === true)
  process.stdout.write(`\n${text}\n`)
  return reached ? 0 : 1
}

function chosen(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS
  return only.split(',').map((name) => {
    const part = PARTS.find((known) => known.name === name)
    if (!part) throw new UsageError(`There is no part ${name}. Known: ${PARTS.map((known) => known.name).join(', ')}`)
    return part
  })
}
