import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintDemoToken } from '../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../server/demo/demo-key.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import type { Role } from '../../server/ports/caller.ts'
import { clientOf, type TestClient } from './test-app.ts'

/** A data folder that the database's own user can reach; take it away at the end. */
export async function makeDataDir(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ccm-process-'))
  await chmod(path, 0o755)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** A client for a demo server in a process of its own, with a token made from the key in its data folder. */
export async function demoClient(url: string, dataDir: string, role: Role = 'administrator'): Promise<TestClient> {
  const key = await readDemoKey(dataDir)
  const token = await mintDemoToken({ tenant: DEMO_TENANT, role }, key!, { now: () => Date.now() })
  return clientOf(`${url}/fhir/r4`, token)
}
