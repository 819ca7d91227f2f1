import { parseArgs, type ParseArgsConfig } from 'node:util'

/** A word on the command line is wrong. Printed without a stack; exit status 2. */
export class UsageError extends Error {
  readonly code = 'USAGE'
}

type Options = NonNullable<ParseArgsConfig['options']>

/** The words of a command: flags by name, and the rest. */
export interface CommandLine {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly words: readonly string[]
}

/**
 * Runs a command: reads its flags, prints `help` for `--help`, turns a known error into one line on standard error and
 * an exit status (2 for usage, 1 for everything else).
 */
export async function runCommand(
  help: string,
  options: Options,
  command: (line: CommandLine) => Promise<number | undefined>,
): Promise<void> {
  try {
    const line = readCommandLine(options)
    if (line.values['help'] === true) {
      process.stdout.write(`${help.trim()}\n`)
      return
    }
    process.exitCode = (await command(line)) ?? 0
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}

function readCommandLine(options: Options): CommandLine {
  try {
    const parsed = parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true })
    return { values: parsed.values, words: parsed.positionals }
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message} (try --help)`, { cause })
  }
}

/** A flag's text, or undefined; throws where the flag was given without text. */
export function textOf(line: CommandLine, name: string): string | undefined {
  const value = line.values[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(`--${name} wants a value`)
}
