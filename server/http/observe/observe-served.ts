import type { Log } from '#ports/log.ts'
import type { Served } from '../../fhir/interaction.ts'
import type { Metrics } from './metrics.ts'

const SLOW = 1000

/** Counts what was served and says it in the log: refusals, failures and slow answers always, the rest at level debug. */
export function observeServed(log: Log, metrics: Metrics): (served: Served) => void {
  return (served) => {
    metrics.served(served.interaction, served.status, served.milliseconds)
    const level = levelOf(served)
    log[level]('request', {
      request: served.requestId,
      tenant: served.tenant,
      client: served.client,
      interaction: served.interaction,
      type: served.type,
      status: served.status,
      ms: Math.round(served.milliseconds * 10) / 10,
    })
  }
}

function levelOf({ status, milliseconds }: Served): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn'
  return status >= 400 || milliseconds >= SLOW ? 'info' : 'debug'
}
