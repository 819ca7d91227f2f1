import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readIntervention } from '#domain/care-plan/view/intervention-reading.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { INTERVENTIONS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useApp } from '../../../app/app-context.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useUndo } from '../../../ui/undo.tsx'
import { useWhy } from '../../../ui/why.ts'
import { takenOver } from './decide.ts'
import { asOtherType, authored, isOtherType } from './other-work.ts'
import { copyOf, putBackAsNew } from './put-back.ts'
import { findReplacement, replaceWork, type Replaced } from './replace-work.ts'
import { rowTexts } from './row-texts.ts'
import { withWorkDraft, workDraftOf, type WorkContext, type WorkDraft } from './work-draft.ts'
import { typeOfKind, type Work, type WorkKind } from './work-kind.ts'
import { isOutrun, type Replacing } from './write-merged.ts'

/** An intervention before this row changed its type, and as it was ended. */
interface Former {
  readonly before: Stored<Work>
  readonly ended: Stored<Work>
}

/** Tells that one resource took the place of another, each by its reference. */
export type SayReplaced = (from: string, to: string) => void

/**
 * How an intervention becomes another type of resource when its kind is changed. Whoever changes it back in the same row
 * finds the first one again, and what came between was a mistake.
 * @param plan `CarePlan.id`
 */
export function useReplacing(plan: string, context: WorkContext, replaced: SayReplaced) {
  const { server, user, now } = useApp()
  const [formers] = useState(() => new Map<Work['resourceType'], Former>())
  const took = (from: Stored<Work>, { made, ended }: Replaced) => {
    formers.set(from.resourceType, { before: from, ended })
    replaced(referenceTo(from), referenceTo(made))
    return made
  }
  const back = async (from: Stored<Work>, { before, ended }: Former, draft: WorkDraft, key: string) => {
    const there = { ...before, meta: { ...before.meta, ...ended.meta } }
    const to = withWorkDraft(there, draft, context)
    return took(from, await replaceWork(server, { plan, from, to, key, mistake: true }))
  }
  const write = async (from: Stored<Work>, draft: WorkDraft, key: string): Promise<Stored<Work>> => {
    const kind = draft.kind === '' ? 'self-management' : draft.kind
    const former = formers.get(typeOfKind(kind))
    if (former) {
      try {
        return await back(from, { ...former, before: takenOver(former.before, context.today) }, draft, key)
      } catch (error) {
        if (!isOutrun(error)) throw error
        // Somebody has written it since: it stays as they left it.
        formers.delete(typeOfKind(kind))
      }
    }
    const at = new Date(now()).toISOString()
    const to = withWorkDraft(asOtherType(from, { kind, by: user.reference, now: at }), draft, context)
    return took(from, await replaceWork(server, { plan, from, to, key }))
  }
  const replacing: Replacing<Work, WorkDraft> = {
    isNeeded: (stored, { kind }) => isOtherType(stored, kind),
    write,
    find: async (stored, key) => {
      const made = await findReplacement(server, stored, key)
      if (made) replaced(referenceTo(stored), referenceTo(made))
      return made
    },
  }
  const putBack = (base: Stored<Work>, draft: WorkDraft, key: string) => {
    const mine = { by: user.reference, now: new Date(now()).toISOString() }
    const resource =
      draft.kind !== '' && isOtherType(base, draft.kind)
        ? withWorkDraft(asOtherType(base, { kind: draft.kind, ...mine }), draft, context)
        : { ...withWorkDraft(copyOf(takenOver(base, context.today)), draft, context), ...authored(mine) }
    return putBackAsNew<Work>(server, { plan, from: referenceTo(base), resource, key })
  }
  return { replacing, putBack, back, formers }
}

/**
 * Offers, once the row is left, to take back that its kind was changed to one of another type. Words and days that were
 * typed meanwhile stay.
 */
export function useUndoReplacing({ back, formers }: ReturnType<typeof useReplacing>, { day }: WorkContext) {
  const say = useSay(rowTexts)
  const why = useWhy()
  const { language } = useFormat()
  const announce = useAnnounce()
  const undo = useUndo()
  const queries = useQueryClient()
  return (first: WorkKind, written: Stored<Work> | undefined) => {
    const former = [...formers.values()].find(({ before }) => workDraftOf(before, day).kind === first)
    if (!written || !former || former.before.resourceType === written.resourceType) return
    const draft = workDraftOf(written, day)
    const kind = draft.kind === '' ? '' : INTERVENTIONS[draft.kind][language]
    undo({
      text: say('now-kind', { what: readIntervention(written).title.text, kind }),
      undo: () => {
        back(written, former, { ...draft, kind: first }, newKey())
          .catch((error: unknown) => {
            announce(say('not-written', { why: why(error as Error) }), true)
          })
          .finally(() => void queries.invalidateQueries({ queryKey: ['plan'] }))
      },
    })
  }
}
