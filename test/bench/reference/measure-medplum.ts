import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Resources a second that @medplum/core parses, validates and indexes, in a process of its own. */
export async function measureMedplum(files: readonly string[]): Promise<number> {
  const program = fileURLToPath(new URL('./medplum-core.ts', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(files.join('\n'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  const rate = Number(output)
  if (child.exitCode !== 0 || !Number.isFinite(rate)) throw new Error('@medplum/core could not be measured.')
  return rate
}
