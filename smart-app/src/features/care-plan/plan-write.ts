import type { BundleEntry, CarePlan, Resource } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApp } from '../../app/app-context.ts'
import type { OurServer, Stored } from '../../fhir/our-server.ts'
import { createOnce, postTogether } from './create-once.ts'
import { isOutrun } from './rows/write-merged.ts'

/** What becomes of a plan. */
export type PlanChange = (plan: Stored<CarePlan>) => Stored<CarePlan>

const ATTEMPTS = 4

/** Reads the plan anew and writes it; again where somebody else was faster, so that both changes stand. */
async function overNewest<T>(server: OurServer, id: string, write: (plan: Stored<CarePlan>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const plan = await server.get<Stored<CarePlan>>(`CarePlan/${id}`)
    try {
      return await write(plan)
    } catch (error) {
      if (!isOutrun(error) || attempt === ATTEMPTS) throw error
    }
  }
}

/** Changes the plan itself, over its newest version. */
export function changePlan(server: OurServer, id: string, change: PlanChange): Promise<Stored<CarePlan>> {
  return overNewest(server, id, (plan) => server.update<CarePlan>(change(plan)))
}

/**
 * A new resource and the plan that names it, in one transaction.
 * @param key of what is made: tried again, as after an answer that was lost, it is the same one
 * @param naming the plan that names the resource by this reference
 */
export function addToPlan<R extends Resource>(
  server: OurServer,
  plan: string,
  { resource, key }: { readonly resource: R; readonly key: string },
  naming: (plan: Stored<CarePlan>, reference: string) => Stored<CarePlan>,
): Promise<Stored<R>> {
  return createOnce<R>(server, resource, key, (made, reference) =>
    overNewest(server, plan, (newest) => postTogether(server, made, planEntry(naming(newest, reference)))),
  )
}

/** A plan as an entry of a transaction: written only over the version that was read. */
export function planEntry(plan: Stored<CarePlan>): BundleEntry {
  const request = { method: 'PUT' as const, url: `CarePlan/${plan.id}`, ifMatch: `W/"${plan.meta?.versionId ?? ''}"` }
  return { resource: plan, request }
}

/** Changes of the plan itself, one after the other. */
export function useChangePlan(id: string) {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: PlanChange) => changePlan(server, id, change),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plan'] }),
  })
}
