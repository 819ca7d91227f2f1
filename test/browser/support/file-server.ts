import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { makeDataDir } from '../../support/demo-server.ts'
import { startServer } from '../../support/server-process.ts'

/** Where a demo server is, and its data folder, for the key of its tokens. */
export interface ServerAt {
  readonly url: string
  readonly data: string
}

let current: ServerAt | undefined

/** The demo server of this test file. */
export function serverOfFile(): ServerAt {
  if (!current) throw new Error('No server runs for this file: its tests stand outside describeInBrowser.')
  return current
}

/**
 * Starts a demo server for one test file on a copy of the data that this run has seeded, so that what a file writes is
 * seen by no other; answers how to end it. `APP_URL` and `APP_DATA` name one that runs already: quicker while a test is
 * being written.
 */
export async function startFileServer(): Promise<() => Promise<void>> {
  const [url, data] = [process.env['APP_URL'], process.env['APP_DATA']]
  if (url !== undefined && data !== undefined) {
    current = { url, data }
    return () => Promise.resolve()
  }
  const folder = await makeDataDir()
  const copy = join(folder.path, 'data')
  // With its owners: the database refuses files of anybody else, and Node's own copy makes them this process's.
  await promisify(execFile)('cp', ['-a', inject('seededData'), copy])
  const server = await startServer({ DATA_DIR: copy })
  current = { url: server.url.replace('127.0.0.1', 'localhost'), data: copy }
  return async () => {
    await server.stop()
    await folder.remove()
  }
}
