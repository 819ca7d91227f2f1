import type { StoredResource, WriteResult } from '#ports/fhir-store.ts'
import { recordAccess } from '../guards/record-access.ts'
import type { Interaction } from '../interaction.ts'
import type { Prepared } from '../prepare/prepare-resource.ts'
import type { AnswerSpace } from './answer-space.ts'
import { nothingEntry, writeEntry } from './response-entry.ts'
import type { Resolution, Resolved } from './resolve-transaction.ts'

interface WrittenTransaction {
  readonly resolution: Resolution
  readonly prepared: ReadonlyMap<number, Prepared>
  readonly written: ReadonlyMap<number, WriteResult>
  readonly space: AnswerSpace
}

/** The response entries of a transaction's writes, by entry, and whether the store has entered any of them. */
export function outcomesOf(
  interaction: Interaction,
  transaction: WrittenTransaction,
): { readonly texts: Map<number, string>; readonly wrote: boolean } {
  const texts = new Map<number, string>()
  let wrote = false
  for (const write of transaction.resolution.writes) {
    const result = transaction.written.get(write.action.entry)
    wrote ||= result?.unchanged === false
    texts.set(
      write.action.entry,
      result ? resultEntry(interaction, transaction, write, result) : unwrittenEntry(interaction, transaction, write),
    )
  }
  return { texts, wrote }
}

function resultEntry(
  interaction: Interaction,
  { prepared, space }: WrittenTransaction,
  { action }: Resolved,
  result: WriteResult,
): string {
  const notices = prepared.get(action.entry)?.notices ?? []
  if (action.kind === 'delete') return writeEntry(interaction, 204, { result, notices, space })
  const status = result.created ? 201 : result.unchanged ? 304 : 200
  if (result.unchanged) recordFound(interaction, result)
  return writeEntry(interaction, status, { result, notices, space })
}

/** Under a condition nothing had to be done: it is there, another entry makes it, or there was nothing to delete. */
function unwrittenEntry(
  interaction: Interaction,
  { written, space }: WrittenTransaction,
  { found, sameAs, action }: Resolved,
): string {
  if (found && action.kind === 'create') {
    recordFound(interaction, found)
    return writeEntry(interaction, 200, { result: { ...found, created: false, unchanged: true }, notices: [], space })
  }
  const other = sameAs === undefined ? undefined : written.get(sameAs)
  return other ? writeEntry(interaction, 200, { result: other, notices: [], space }) : nothingEntry()
}

/** What was not written was read: the store has entered nothing of it. */
function recordFound({ deps, request }: Interaction, stored: StoredResource): void {
  const { type, id, version, patient } = stored
  const trace = { type, id, version, ...(patient === undefined ? {} : { patient }) }
  const target = { kind: 'instance', type, id } as const
  recordAccess(deps, { request, target, trace, interaction: 'read', action: 'R' }, { status: 200 })
}
