import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server of ours in a process of its own, as an operator would run it. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** What it printed so far, both streams. */
  output(): string
  signal(signal: NodeJS.Signals): void
  /** Resolves with its exit code when it has ended. */
  ended(): Promise<number | null>
  /** Ends it at once, as a power cut would (`SIGKILL`); resolves when it is gone. */
  kill(): Promise<void>
  /** Ends it in order (`SIGTERM`); resolves with its exit code. */
  stop(): Promise<number | null>
}

const READY_WITHIN = 120_000

/** What `npm run serve` gives to Node. */
const SERVE = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { serve: string } }).scripts.serve
  .split(' ')
  .slice(1)

/** Starts the server as `npm run serve` does, on a free port, and waits until `/readyz` answers 200. */
export async function startServer(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = ['--demo'],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...SERVE, ...args], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const url = await readyAt(child, () => output)
  const ended = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child.exitCode
  }
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    signal: (signal) => child.kill(signal),
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended()
    },
    stop() {
      child.kill('SIGTERM')
      return ended()
    },
  }
}

/** Runs a process that is expected to end by itself, and answers how. */
export async function runToEnd(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'exit')
  return { code: child.exitCode, output }
}

async function readyAt(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + READY_WITHIN
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`)
    const port = /"message":"listening".*?"port":(\d+)/.exec(output())?.[1]
    if (port) {
      const url = `http://127.0.0.1:${port}`
      const ready = await fetch(`${url}/readyz`).catch(() => undefined)
      if (ready?.status === 200) return url
    }
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error(`The server was not ready within ${READY_WITHIN / 1000} s:\n${output()}`)
}
