import { setFlagsFromString } from 'node:v8'
import { readConfig, type Config } from '../config.ts'
import { createLog } from '../log.ts'
import { onSignals } from './signals.ts'
import { start } from './start.ts'

/**
 * By how many percent of what is alive the heap may grow before it is collected. V8's own answer is up to 300, which for a
 * month close of 10,000 patients is 600 MB for 100 that are alive.
 */
const HEAP_GROWTH = 50

/**
 * Runs the server until a signal ends it.
 * @throws ConfigError, ListenError, EmbeddedDatabaseError, DatabaseSetupError: each says what to do
 */
export async function run(mode: Config['mode'], environment: Record<string, string | undefined>): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
  const config = readConfig(environment, mode)
  const log = createLog(config.LOG_LEVEL)
  const server = await start(config, log)
  onSignals(log, (hurry) => server.stop(hurry))
  await server.ready
  process.stdout.write(greeting(mode, server.url))
}

function greeting(mode: Config['mode'], url: string): string {
  if (mode === 'demo')
    return `CCM on FHIR is ready in demo mode (made-up data, this machine only): ${url}
The whole story: npm run journey. A token: npm run -s token -- --role clinical-staff
`
  return `CCM on FHIR is ready: ${url}/fhir/r4
Nobody issues tokens yet: this version has no authorization server, and demo tokens are refused in production. Only
the CapabilityStatement answers.
`
}
