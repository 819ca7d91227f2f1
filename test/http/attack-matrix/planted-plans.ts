import { aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestClient } from '../../support/test-app.ts'
import { planted, TARGETS, type Target } from './constrained-writes.ts'
import { SOUTH_PRACTICE } from './planted-practices.ts'

/** Two practices, two patients in each, and the plans that are attacked. */
export interface PlantedPlans {
  /** Somebody who may do everything in the caller's practice. */
  readonly north: TestClient
  /** Plants a plan anew and answers how it stands. */
  readonly plant: (target: Target) => Promise<string>
  /** Status and text of a plan, for who may read it. */
  readonly standing: (target: Target) => Promise<string>
  /** Clinical staff with these scopes, in the chart of `p1` where they are a patient's. @param scope with `{context}` for it */
  readonly clientWith: (scope: string, context: string) => Promise<TestClient>
  readonly stop: () => Promise<void>
}

/** Starts a server with all plans planted. */
export async function plantPlans(): Promise<PlantedPlans> {
  const app = await startTestApp()
  await app.openPractice(SOUTH_PRACTICE)
  const north = await app.client({ role: 'administrator' })
  const south = await app.client({ role: 'administrator', tenant: SOUTH_PRACTICE })
  for (const client of [north, south]) await putAll(client, [aPatient('p1', 'Own'), aPatient('p2', 'Other')])
  const ownerOf = (target: Target) => (target.south ? south : north)
  const standing = async (target: Target) => {
    const { status, text } = await ownerOf(target)(`/CarePlan/${target.id}`)
    return `${status} ${text}`
  }
  const plant = async (target: Target) => {
    await putAll(ownerOf(target), [planted(target)])
    return standing(target)
  }
  for (const target of TARGETS) await plant(target)
  const claims = { role: 'clinical-staff', user: 'Practitioner/whitfield', patient: 'p1' } as const
  return {
    north,
    plant,
    standing,
    clientWith: (scope, context) => app.client({ ...claims, scope: scope.replaceAll('{context}', context) }),
    stop: () => app.stop(),
  }
}
