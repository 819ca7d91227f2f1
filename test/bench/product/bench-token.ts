import type { Role } from '#ports/caller.ts'
import { mintDemoToken } from '../../../server/auth/demo-tokens.ts'
import { readDemoKey } from '../../../server/compose/demo-key.ts'
import { DEMO_TENANT, DEMO_USERS } from '../../../server/demo/practice.ts'

/** Whom the benchmark acts as. */
export type BenchToken = Extract<Role, 'administrator' | 'biller' | 'clinical-staff'>

/** A token of the demo practice, signed with the key that the running product made. */
export async function benchToken(dataDir: string, role: BenchToken): Promise<string> {
  const key = await readDemoKey(dataDir)
  if (!key) throw new Error(`The product left no key in ${dataDir}.`)
  const user = DEMO_USERS[role]
  const claims = { tenant: DEMO_TENANT, role, ...(user ? { user: `Practitioner/${user}` } : {}) }
  return mintDemoToken(claims, key, { now: () => Date.now() })
}
