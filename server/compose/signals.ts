import type { Log } from '#ports/log.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Ends the process in order at SIGTERM or SIGINT; at a second one as soon as it can be done in order (what is under way
 * is given up); at a third at once. Ends at once when it has failed in a way that nobody foresaw. Neither prints an error's
 * message: it may hold what somebody sent. However it ends, an embedded database is told to end, too.
 * @param stop ends in order; is told by `hurry` that nobody wants to wait
 */
export function onSignals(log: Log, stop: (hurry: Promise<void>) => Promise<void>): void {
  const hurry = Promise.withResolvers<undefined>()
  let signals = 0
  const end = (signal: string) => {
    signals++
    if (signals > 2) process.exit(130)
    log.info(signals === 1 ? 'stopping' : 'stopping at once', { signal })
    if (signals === 2) hurry.resolve(undefined)
    else stop(hurry.promise).then(ended, failed)
  }
  const ended = () => {
    log.info('stopped')
    process.exit(0)
  }
  const failed = (error: unknown) => {
    log.error('stop failed', describe(error))
    process.exit(1)
  }
  const failedItself = (error: unknown) => {
    log.error('process failed', describe(error))
    process.exit(1)
  }
  for (const signal of SIGNALS) process.on(signal, end)
  process.on('uncaughtException', failedItself)
  process.on('unhandledRejection', failedItself)
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
