import { ConfigError } from './config.ts'
import { run } from './compose/run.ts'

const demo = process.argv.includes('--demo')
const unknown = process.argv.slice(2).filter((argument) => argument !== '--demo')

if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(' ')}. Settings are environment variables; see README.md.\n`)
  process.exitCode = 2
} else {
  run(demo ? 'demo' : 'production', process.env).catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(error instanceof ConfigError ? 2 : 1)
  })
}

/** Errors that name what to do say it in one line; others with where they came from. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'The server cannot start.'
  return 'code' in error ? `The server cannot start. ${error.message}` : `The server cannot start. ${error.stack ?? ''}`
}
