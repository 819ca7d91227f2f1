import type { Log, LogFields } from '#ports/log.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/**
 * A log of JSON lines on standard error, from `level` upwards. Callers pass ids, counts and durations; nothing here
 * could tell a name from a label, so nothing else may be passed (ports/log.ts).
 */
export function createLog(level: (typeof LEVELS)[number] | 'silent', write = writeToStderr): Log {
  const lowest = level === 'silent' ? LEVELS.length : LEVELS.indexOf(level)
  const at = (name: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(name) < lowest) return () => undefined
    return (message: string, fields?: LogFields) => {
      write(`${JSON.stringify({ time: new Date().toISOString(), level: name, message, ...fields })}\n`)
    }
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function writeToStderr(line: string): void {
  process.stderr.write(line)
}
