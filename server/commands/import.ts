import { deriveIds, type Origin } from './import/derive-ids.ts'
import { findFiles, type FoundFile } from './import/find-files.ts'
import { createProgress, type Progress } from './import/progress.ts'
import { readRecord } from './import/read-record.ts'
import { NotTaken, sendRecords, type Destination } from './import/send-records.ts'
import { createTally, reportOf, type Tally } from './import/tally.ts'
import { runCommand, textOf, UsageError } from './command-line.ts'
import { serverAccess } from './server-access.ts'

const HELP = `
npm run import -- [options] FILE|FOLDER…

Puts FHIR R4 records into a running server: Bundles of any type, single resources and NDJSON, plain or gzipped;
folders are searched to the bottom. A file that is broken or refused is named with its reason, the others go in.
Importing the same files again changes nothing: ids are derived from practice, source and original id.

  --url URL        the server                     (default: PUBLIC_URL, or http://localhost:PORT)
  --token TOKEN    a bearer token that may write  (default in demo mode: the demo administrator's)
  --source NAME    a name for where the records come from, the same each time, if their URLs do not tell
  --parallel N     transactions in flight         (default: 3)

Status: 0 all files went in, 1 some did not, 2 the command line is wrong.
`

const ENTRIES = 5000
const BYTES = 45_000_000

await runCommand(
  HELP,
  { url: { type: 'string' }, token: { type: 'string' }, source: { type: 'string' }, parallel: { type: 'string' } },
  async (line) => {
    if (line.words.length === 0) throw new UsageError('Name files or folders to import (try --help)')
    const parallel = Number(textOf(line, 'parallel') ?? 3)
    if (!Number.isInteger(parallel) || parallel < 1) throw new UsageError('--parallel wants a whole number from 1')
    const server = await serverAccess(line)
    const source = textOf(line, 'source')
    const job: ImportJob = {
      to: { url: server.fhirBase, token: server.token, entries: ENTRIES, bytes: BYTES },
      origin: { tenant: await server.practice(), ...(source ? { source } : {}) },
      tally: createTally(),
      progress: createProgress(process.stderr),
    }
    const files = await findFiles(line.words)
    await importFiles(files, job, parallel)
    job.progress.end()
    process.stdout.write(await reportOf(job.tally, files.length, server))
    return job.tally.failed.length === 0 ? 0 : 1
  },
)

interface ImportJob {
  readonly to: Destination
  readonly origin: Origin
  readonly tally: Tally
  readonly progress: Progress
}

/** Imports the files; those that refer to something not there yet are tried once more when all others are in. */
async function importFiles(files: readonly FoundFile[], job: ImportJob, parallel: number): Promise<void> {
  const again: FoundFile[] = []
  await inParallel(files, parallel, async (file) => {
    if (!(await importFile(file, job, { last: false }))) again.push(file)
  })
  for (const file of again) await importFile(file, job, { last: true })
  async function inParallel(items: readonly FoundFile[], width: number, work: (item: FoundFile) => Promise<void>) {
    const queue = items.values()
    await Promise.all(
      Array.from({ length: width }, async () => {
        for (const item of queue) {
          await work(item)
          job.progress.show(job.tally.files + job.tally.failed.length, files.length, job.tally.pace())
        }
      }),
    )
  }
}

/** False: worth another try later. A fault is tallied and said at once. */
async function importFile(file: FoundFile, job: ImportJob, { last }: { last: boolean }): Promise<boolean> {
  try {
    if ('fault' in file) throw new Error(file.fault)
    const resources = deriveIds(await readRecord(file.path), job.origin)
    job.tally.add(resources, await sendRecords(resources, job.to))
  } catch (error) {
    if (error instanceof NotTaken && error.retryable && !last) return false
    const reason = error instanceof Error ? error.message : String(error)
    job.tally.fail(file.path, reason)
    job.progress.say(`not imported: ${file.path}: ${reason}`)
  }
  return true
}
