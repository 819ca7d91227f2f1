import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeDataDir } from '../../support/demo-server.ts'
import { runToEnd, startServer } from '../../support/server-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder of a demo server at rest, seeded; each test file runs on a copy of it. */
    readonly seededData: string
  }
}

let folder: Awaited<ReturnType<typeof makeDataDir>> | undefined

/** Builds the app and lets a demo server seed its data once, as `npm start` would. */
export async function setup(project: TestProject): Promise<void> {
  if (process.env['APP_URL'] !== undefined) return
  const { code, output } = await runToEnd(['smart-app/build/prepare.ts'])
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`)
  folder = await makeDataDir()
  const data = join(folder.path, 'data')
  const server = await startServer({ DATA_DIR: data })
  await server.stop()
  project.provide('seededData', data)
}

export async function teardown(): Promise<void> {
  await folder?.remove()
}
