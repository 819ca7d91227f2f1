import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The reference: a bare Hono server in a process of its own. */
export interface Reference {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts it on a free port, with the database that the product uses. */
export async function startReference(databaseUrl: string): Promise<Reference> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./reference-server.ts', import.meta.url))], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const port = await portOf(child)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('The reference server ended before it listened.')
    }),
  ])) as [{ readonly port: number }]
  return message.port
}
