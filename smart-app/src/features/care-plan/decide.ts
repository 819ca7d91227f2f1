import type { CommunicationRequest, Goal, Resource, ServiceRequest, Task } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApp } from '../../app/app-context.ts'
import type { Stored } from '../../fhir/our-server.ts'

export type Decision = 'accept' | 'decline'

type Item = Goal | Task | ServiceRequest | CommunicationRequest

/** A suggestion as it is once somebody has decided; undefined for a kind that nobody decides about here. */
export function decided(item: Resource, decision: Decision, day: string): Item | undefined {
  const yes = decision === 'accept'
  switch (item.resourceType) {
    case 'Goal':
      return { ...item, lifecycleStatus: yes ? 'active' : 'rejected', statusDate: day }
    case 'Task':
      return { ...item, status: yes ? 'requested' : 'rejected' }
    case 'ServiceRequest':
    case 'CommunicationRequest':
      return { ...item, status: yes ? 'active' : 'revoked' }
    default:
      return undefined
  }
}

/** Writes a decision about a suggestion; gives what is needed to take it back. */
export function useDecide() {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({
      reference,
      decision,
      day,
    }: {
      readonly reference: string
      readonly decision: Decision
      readonly day: string
    }) => {
      const before = await server.get<Stored<Item>>(reference)
      const next = decided(before, decision, day)
      if (!next) throw new Error(before.resourceType)
      const written = await server.update<Item>(next as Stored<Item>)
      return { before, written }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plan'] }),
  })
}

/** Puts an item back to what it was. */
export function usePutBack() {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ before, written }: { readonly before: Stored<Item>; readonly written: Stored<Item> }) =>
      server.update<Item>({ ...before, ...(written.meta && { meta: written.meta }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plan'] }),
  })
}
