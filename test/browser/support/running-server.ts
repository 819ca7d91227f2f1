import type { TestProject } from 'vitest/node'
import { makeDataDir } from '../../support/demo-server.ts'
import { runToEnd, startServer, type ServerProcess } from '../../support/server-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** What browsers call the demo server of this run. */
    readonly appUrl: string
    /** Its data folder, for the key of its tokens. */
    readonly appData: string
  }
}

let folder: Awaited<ReturnType<typeof makeDataDir>> | undefined
let server: ServerProcess | undefined

/**
 * Builds the app and starts a demo server of its own for the browser tests, as `npm start` would. `APP_URL` and
 * `APP_DATA` name one that runs already, with the app built: quicker while a test is being written.
 */
export async function setup(project: TestProject): Promise<void> {
  const [url, data] = [process.env['APP_URL'], process.env['APP_DATA']]
  if (url !== undefined && data !== undefined) {
    project.provide('appUrl', url)
    project.provide('appData', data)
    return
  }
  const { code, output } = await runToEnd(['smart-app/build/prepare.ts'])
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`)
  folder = await makeDataDir()
  server = await startServer({ DATA_DIR: folder.path })
  project.provide('appUrl', server.url.replace('127.0.0.1', 'localhost'))
  project.provide('appData', folder.path)
}

export async function teardown(): Promise<void> {
  await server?.stop()
  await folder?.remove()
}
