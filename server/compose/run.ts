import { readConfig, type Config } from '../config.ts'
import { createLog } from '../log.ts'
import { growForRequests } from './heap-growth.ts'
import { onSignals } from './signals.ts'
import { start } from './start.ts'

/**
 * Runs the server until a signal ends it.
 * @throws ConfigError, ListenError, EmbeddedDatabaseError, DatabaseSetupError: each says what to do
 */
export async function run(mode: Config['mode'], environment: Record<string, string | undefined>): Promise<void> {
  growForRequests()
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
The app opens at ${url}/launch. Where to get tokens: ${url}/fhir/r4/.well-known/smart-configuration
`
}
