import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a data folder's `postmaster.pid` says of the server that runs, or ran, on it. */
export interface Postmaster {
  readonly pid: number
  readonly socketFolder: string
  readonly port: number
  readonly ready: boolean
}

const STEP = 10

/**
 * The server that is alive on this folder. What one left behind that is dead is removed: for PostgreSQL itself a zombie is
 * alive, and so are its lock on the folder and that on the socket.
 */
export function livingPostmaster(dataFolder: string): Postmaster | undefined {
  const file = join(dataFolder, 'postmaster.pid')
  const postmaster = readPidFile(file)
  if (!postmaster) return undefined
  if (runsOn(postmaster.pid, dataFolder)) return postmaster
  rmSync(file, { force: true })
  removeSocketLock(postmaster)
  return undefined
}

function removeSocketLock({ pid, socketFolder, port }: Postmaster): void {
  const lock = join(socketFolder, `.s.PGSQL.${port}.lock`)
  if (socketFolder === '' || !existsSync(lock)) return
  if (Number.parseInt(readFileSync(lock, 'utf8'), 10) === pid) rmSync(lock, { force: true })
}

/** Waits until the folder's server accepts connections. Undefined when `gaveUp` says so first, or time is over. */
export async function readyPostmaster(
  dataFolder: string,
  gaveUp: () => boolean,
  milliseconds = 60_000,
): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < milliseconds && !gaveUp(); waited += STEP) {
    const postmaster = readPidFile(join(dataFolder, 'postmaster.pid'))
    if (postmaster?.ready) return postmaster
    await sleep(STEP)
  }
  return undefined
}

/** Ends a server: quickly but in order (SIGINT), at last by force (SIGQUIT). Resolves when it is gone. */
export async function stopPostmaster(pid: number, dataFolder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!runsOn(pid, dataFolder)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < 30_000; waited += STEP) {
      if (!endingOn(pid, dataFolder)) return
      await sleep(STEP)
    }
  }
}

/** Tells a server to end, without waiting: for a process that has no time left itself. What was committed is kept. */
export function tellPostmasterToEnd(pid: number, dataFolder: string): void {
  if (runsOn(pid, dataFolder)) process.kill(pid, 'SIGINT')
}

/** The command line that the folder's server was last started with. */
export function lastCommandLine(dataFolder: string): string {
  const file = join(dataFolder, 'postmaster.opts')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}

function readPidFile(file: string): Postmaster | undefined {
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!(pid > 0)) return undefined
  const [, , , port = '', socketFolder = '', , , state = ''] = lines
  return { pid, socketFolder: socketFolder.trim(), port: Number(port), ready: state.trim() === 'ready' }
}

/** Whether the process lives and is a server on this folder: a zombie is dead, and numbers are given out again. */
function runsOn(pid: number, dataFolder: string): boolean {
  const { state, command } = stateOf(pid)
  return state !== '' && !state.startsWith('Z') && command.includes(dataFolder)
}

/** The same of a process that was told to end: on its way out it has no command line any more, and still holds its files. */
function endingOn(pid: number, dataFolder: string): boolean {
  const { state, command } = stateOf(pid)
  return state !== '' && !state.startsWith('Z') && (command.trim() === '' || command.includes(dataFolder))
}

function stateOf(pid: number): { readonly state: string; readonly command: string } {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): { readonly state: string; readonly command: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { state: stat.slice(stat.lastIndexOf(')') + 2), command }
  } catch {
    return { state: '', command: '' }
  }
}

function fromPs(pid: number): { readonly state: string; readonly command: string } {
  const asked = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' })
  const [, state = '', command = ''] = /^\s*(\S+)\s+(.*)/.exec(asked.stdout) ?? []
  return { state, command }
}
