import { isResourceType } from '#definitions/resource-types.ts'
import type { Indexer } from '#ports/prepare.ts'
import { openBeside } from '../compose/open-beside.ts'
import { publicUrl, readSettings } from '../config.ts'
import { FHIR_PATH } from '../http/fhir/fhir-listener.ts'
import { createLog } from '../log.ts'
import { createAuditTrail } from '../store/audit-trail.ts'
import { createFhirStore } from '../store/fhir/fhir-store.ts'
import { indexResource } from '../store/index/indexer.ts'
import { rebuildIndex, type Rebuilt, type RebuildOptions } from '../store/reindex/rebuild-index.ts'
import { runCommand, textOf, UsageError, type CommandLine } from './command-line.ts'
import { createProgress } from './import/progress.ts'

const HELP = `
npm run reindex -- [options]

Builds the search index anew where it was made by another version of the product: a search parameter is new, or means
something else. The server says in its log and at /readyz when that is so, and refuses searches that would miss something
(503) until it is done. Meanwhile it goes on reading and writing: this works beside it, in small steps, on the same
DATA_DIR or DATABASE_URL, with the same settings. Stopped at any moment, it goes on from there the next time.

  --all            all resource types, whether they need it or not
  --type T[,T…]    these types too

Status: 0 the index is current, 1 something went wrong, 2 the command line is wrong.
`

await runCommand(HELP, { all: { type: 'boolean' }, type: { type: 'string' } }, async (line) => {
  const also = typesAsked(line)
  const settings = readSettings(process.env)
  const log = createLog('warn')
  const storage = await openBeside(settings, log)
  const clock = { now: () => Date.now() }
  const audit = await createAuditTrail(storage.db, { clock, log })
  try {
    const store = createFhirStore({ db: storage.db, audit, clock })
    const base = `${publicUrl(settings)}${FHIR_PATH}`
    const index: Indexer = (resource) => indexResource(resource, base)
    const rebuilt = await rebuildIndex({ db: storage.db, store, index }, { also, progress: showing() })
    process.stdout.write(`${wordsOf(rebuilt)}\n`)
    return 0
  } finally {
    await audit.stop()
    await storage.close()
  }
})

function typesAsked(line: CommandLine): NonNullable<RebuildOptions['also']> {
  if (line.values['all'] === true) return 'all'
  const types = textOf(line, 'type')?.split(',') ?? []
  const unknown = types.find((type) => !isResourceType(type))
  if (unknown !== undefined)
    throw new UsageError(`--type wants resource types such as Observation,Task; ${unknown} is none`)
  return types
}

/** Shows how far it is; asked to end, it ends after the step under way. */
function showing(): NonNullable<RebuildOptions['progress']> {
  let ending = false
  const end = () => (ending = true)
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const progress = createProgress(process.stderr)
  let shown = ''
  return ({ type, done, total }) => {
    if (ending) throw new Error(`Stopped at ${type}, ${done} of ${total}. Run it again to go on.`)
    progress.show(done, total, type)
    if (done < total && shown === type) return
    if (done >= total) progress.say(`${type}: ${done}`)
    shown = type
  }
}

function wordsOf({ types, rows, resumed }: Rebuilt): string {
  if (types.length === 0) return 'The search index is current: there is nothing to do.'
  const further = resumed ? ', going on where it was interrupted' : ''
  return `The search index is current: ${rows} resources of ${types.length} types were indexed anew${further}.`
}
