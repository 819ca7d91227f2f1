import type { Log } from '#ports/log.ts'

/**
 * Ends the process in order at SIGTERM or SIGINT (a second one ends it at once), and at once when it has failed in a way
 * that nobody foresaw. Neither prints an error's message: it may hold what somebody sent.
 */
export function onSignals(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  const end = (signal: string) => {
    if (stopping) process.exit(130)
    stopping = true
    log.info('stopping', { signal })
    stop().then(
      () => {
        log.info('stopped')
        process.exit(0)
      },
      (error: unknown) => {
        log.error('stop failed', describe(error))
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('uncaughtException', (error) => {
    log.error('process failed', describe(error))
    process.exit(1)
  })
  process.on('unhandledRejection', (error) => {
    log.error('process failed', describe(error))
    process.exit(1)
  })
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error }
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join(' | ')
  return { error: error.name, at, code: 'code' in error && typeof error.code === 'string' ? error.code : undefined }
}
