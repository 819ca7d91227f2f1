import type { ChargeItem, EpisodeOfCare, Resource, Task } from '@medplum/fhirtypes'
import type { FhirRepository, FhirStore } from '#ports/fhir-store.ts'
import { DEMO_TENANT } from '../../server/demo/practice.ts'
import type { DemoSeeding } from '../../server/demo/seed/demo-seeding.ts'
import { createEvaluate } from '../../server/fhir/evaluate-expression.ts'
import type { Database } from '../../server/store/open-database.ts'
import { openProgramme } from './programme.ts'
import { searchAll } from './search-all.ts'
import { silentLog } from './silent-log.ts'

/** What seeding the demo needs, as one process at an instant (milliseconds since 1970) has it. */
export async function demoSeeding(database: Database, now: number): Promise<DemoSeeding> {
  const programme = await openProgramme(database, now)
  const { tenant, repository } = await programme.practice(DEMO_TENANT)
  const note = { agent: { role: 'administrator', client: 'demo' }, request: 'test', interaction: 'seed' }
  return { ...programme.deps, evaluate: createEvaluate, tenant, repository, note, log: silentLog }
}

/** The process that is killed at its nth write. */
export class Killed extends Error {}

/** The same seeding, of which every write from the nth on fails, as if the process were gone. Locking is not counted. */
export function killedAt(seeding: DemoSeeding, writes: number): DemoSeeding {
  let left = writes
  const count = () => {
    if (left-- <= 0) throw new Killed()
  }
  const mortal = (repository: FhirRepository): FhirRepository =>
    new Proxy(repository, {
      get(target, name) {
        if (name === 'write')
          return async (...words: Parameters<FhirRepository['write']>) => {
            count()
            return target.write(...words)
          }
        if (name === 'transaction')
          return (work: Parameters<FhirRepository['transaction']>[0]) =>
            target.transaction(async (tx) => {
              const result = await work(tx)
              count()
              return result
            })
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  const store: FhirStore = { as: (access) => mortal(seeding.store.as(access)) }
  return { ...seeding, store, repository: mortal(seeding.repository) }
}

/** What the demo holds, without what differs from one seeding to the next: ids that the server makes. */
export async function demoSummary(repository: FhirRepository): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = async <T extends Resource>(type: T['resourceType'], words: (resource: T) => unknown[]) =>
    (await searchAll<T>(repository, type)).map((resource) => words(resource).join(' ')).toSorted()
  return {
    patients: await all('Patient', ({ id }) => [id]),
    episodes: await all<EpisodeOfCare>('EpisodeOfCare', ({ patient, status, type, period }) => [
      patient.reference,
      type?.[0]?.coding?.[0]?.code,
      status,
      period?.start,
      period?.end,
    ]),
    plans: await all('CarePlan', (plan) => [
      plan.resourceType === 'CarePlan' ? [plan.subject.reference, plan.status] : '',
    ]),
    tasks: await all<Task>('Task', (task) => [
      task.for?.reference,
      task.code?.coding?.[0]?.code,
      task.status,
      task.businessStatus?.coding?.[0]?.code,
      task.executionPeriod?.start,
      task.executionPeriod?.end,
    ]),
    charges: await all<ChargeItem>('ChargeItem', ({ subject, code, quantity, status, occurrencePeriod }) => [
      subject.reference,
      code.coding?.[0]?.code,
      quantity?.value,
      status,
      occurrencePeriod?.start,
    ]),
  }
}
