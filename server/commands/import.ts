import { findFiles } from './import/find-files.ts'
import { importFiles, type ImportJob } from './import/import-files.ts'
import { createProgress } from './import/progress.ts'
import { createTally, reportOf } from './import/tally.ts'
import { runCommand, textOf, UsageError } from './command-line.ts'
import { serverAccess } from './server-access.ts'

const HELP = `
npm run import -- [options] FILE|FOLDER…

Puts FHIR R4 records into a running server: Bundles of any type, single resources and NDJSON, plain or gzipped;
folders are searched to the bottom. A file that is broken or refused is named with its reason, the others go in.
Importing the same files again changes nothing: ids are derived from practice, source and original id, and where files
bring the same organization or practitioner in different words, the first file's stand.

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
