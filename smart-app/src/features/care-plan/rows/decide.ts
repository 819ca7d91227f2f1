import type { CommunicationRequest, Goal, Resource, ServiceRequest, Task } from '@medplum/fhirtypes'
import { standingOf } from '#domain/care-plan/standing.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApp } from '../../../app/app-context.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useUndo } from '../../../ui/undo.tsx'
import { rowTexts } from './row-texts.ts'

/** What somebody decides about an item: to take a suggestion over or not; that it is done; to end it undone. */
export type Decision = 'accept' | 'decline' | 'finish' | 'stop'

type Item = Goal | Task | ServiceRequest | CommunicationRequest

const GOAL = { accept: 'active', decline: 'rejected', finish: 'completed', stop: 'cancelled' } as const
const TASK = { accept: 'requested', decline: 'rejected', finish: 'completed', stop: 'cancelled' } as const
const REQUEST = { accept: 'active', decline: 'revoked', finish: 'completed', stop: 'revoked' } as const

const ACHIEVED = {
  system: 'http://terminology.hl7.org/CodeSystem/goal-achievement',
  code: 'achieved',
  display: 'Achieved',
}

/** An item once somebody has decided about it; undefined for a kind that nobody decides about here. */
export function decided(item: Resource, decision: Decision, day: string): Item | undefined {
  switch (item.resourceType) {
    case 'Goal':
      return {
        ...item,
        lifecycleStatus: GOAL[decision],
        statusDate: day,
        ...(decision === 'finish' && { achievementStatus: { coding: [ACHIEVED] } }),
      }
    case 'Task':
      return { ...item, status: TASK[decision] }
    case 'ServiceRequest':
    case 'CommunicationRequest':
      return { ...item, status: REQUEST[decision] }
    default:
      return undefined
  }
}

/** An item as somebody takes it over by editing it: a suggestion is accepted, anything else stays what it is. */
export function takenOver<R extends Item>(item: Stored<R>, day: string): Stored<R> {
  return standingOf(item) === 'suggested' ? ((decided(item, 'accept', day) ?? item) as Stored<R>) : item
}

/** Writes a decision; gives what is needed to take it back. */
function useDecide() {
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
function usePutBack() {
  const { server } = useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ before, written }: { readonly before: Stored<Item>; readonly written: Stored<Item> }) =>
      server.update<Item>({ ...before, ...(written.meta && { meta: written.meta }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plan'] }),
  })
}

const WORDS = { accept: 'accepted', decline: 'declined', finish: 'finished', stop: 'stopped' } as const

/** Decides about an item and offers the way back. @param what the item in words */
export function useDecision(reference: string, what: string): (decision: Decision) => void {
  const say = useSay(rowTexts)
  const why = useWhy()
  const format = useFormat()
  const announce = useAnnounce()
  const { now } = useApp()
  const decide = useDecide()
  const putBack = usePutBack()
  const undo = useUndo()
  return (decision) => {
    decide.mutate(
      { reference, decision, day: format.dayOf(now()) },
      {
        onSuccess: (written) => {
          undo({
            text: say(WORDS[decision], { what }),
            undo: () => {
              putBack.mutate(written)
            },
          })
        },
        onError: (error) => {
          announce(say('not-written', { why: why(error) }), true)
        },
      },
    )
  }
}
