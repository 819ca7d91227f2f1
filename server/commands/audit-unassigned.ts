import { openBeside } from '../compose/open-beside.ts'
import { publicUrl, readSettings } from '../config.ts'
import { FHIR_PATH } from '../http/fhir/fhir-listener.ts'
import { createLog } from '../log.ts'
import { unassignedEvents } from '../store/audit/unassigned-events.ts'
import { runCommand, textOf, UsageError, type CommandLine } from './command-line.ts'

const HELP = `
npm run -s audit:unassigned -- [options]

Prints what stands in the audit trail of no practice, as AuditEvents, one a line, newest first: requests without a valid
token, sign-ins and clients of which nobody knows whose they would have been, too many requests. No token reads these, for
they would tell one practice of another: they are for whoever runs the server. It works beside the server, on the same
DATA_DIR or DATABASE_URL.

  --since DAY    from this day on (2026-03-05; UTC); default: of the last seven days
  --count N      so many at most; default 1000

Status: 0 they are printed, 1 something went wrong, 2 the command line is wrong.
`

const WEEK = 7 * 24 * 3_600_000

await runCommand(HELP, { since: { type: 'string' }, count: { type: 'string' } }, async (line) => {
  const asked = { since: sinceAsked(line), count: countAsked(line) }
  const settings = readSettings(process.env)
  const storage = await openBeside(settings, createLog('warn'))
  try {
    const base = `${publicUrl(settings)}${FHIR_PATH}`
    for (const event of await unassignedEvents(storage.db, { ...asked, base }))
      process.stdout.write(`${JSON.stringify(event)}\n`)
    return 0
  } finally {
    await storage.close()
  }
})

function sinceAsked(line: CommandLine): number {
  const text = textOf(line, 'since')
  if (text === undefined) return Date.now() - WEEK
  const since = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(since)) throw new UsageError(`--since wants a day such as 2026-03-05; ${text} is none`)
  return since
}

function countAsked(line: CommandLine): number {
  const text = textOf(line, 'count') ?? '1000'
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`--count wants a number from 1; ${text} is none`)
  return Number(text)
}
