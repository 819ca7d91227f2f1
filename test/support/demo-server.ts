import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintDemoToken } from '../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../server/compose/demo-key.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import type { Role } from '../../server/ports/caller.ts'
import { clientOf, type TestClient } from './test-app.ts'

/** A data folder that the database's own user can reach; take it away at the end. */
export async function makeDataDir(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ccm-process-'))
  await chmod(path, 0o755)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** A token of a demo server in a process of its own, made from the key in its data folder. */
export async function demoToken(dataDir: string, role: Role = 'administrator'): Promise<string> {
  const key = await readDemoKey(dataDir)
  return mintDemoToken({ tenant: DEMO_TENANT, role }, key!, { now: () => Date.now() })
}

/** A client for such a server. */
export async function demoClient(url: string, dataDir: string, role?: Role): Promise<TestClient> {
  return clientOf(`${url}/fhir/r4`, await demoToken(dataDir, role))
}
