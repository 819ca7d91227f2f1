import { VersionConflict, type WriteResult } from '#ports/fhir-store.ts'
import { findLocked, readCondition } from '../conditional/condition.ts'
import { versionOf } from '../conditional/etag.ts'
import { header } from '../exchange.ts'
import { isHidden } from '../guards/is-hidden.ts'
import type { Interaction, Route } from '../interaction.ts'
import { deleteResponse, outcomeResponse } from '../respond.ts'
import { inTransaction, locksOf, writeChanges, writeWithin, type AskedChange } from '../write/write-changes.ts'
import { only } from './create.ts'
import { targetOfKind } from './read.ts'

/** `DELETE [type]/[id]`: 204, also where nothing was there. https://hl7.org/fhir/R4/http.html#delete */
export const removeRoute: Route = async (interaction) => {
  const { guard } = interaction
  const { type, id } = targetOfKind(interaction, 'instance')
  guard.require('d', type)
  const asked = deleteOf(interaction, type, id)
  const what = `${type}/${id}`
  if (await isHidden(guard, type, id)) {
    requireNoVersion(asked)
    return answer(interaction, undefined, what)
  }
  const results = await writeChanges(interaction, guard.repository('d'), [asked], guard.note('delete'))
  return answer(interaction, only(results), what)
}

/** A delete of what does not exist for the caller ends as one of what does not exist. @throws VersionConflict */
function requireNoVersion({ change }: AskedChange): void {
  if (change.kind === 'delete' && change.ifVersion !== undefined)
    throw new VersionConflict(`${change.type}/${change.id}`, change.ifVersion)
}

/**
 * `DELETE [type]?[criteria]`: deletes what the criteria find; of several nothing (412).
 * https://hl7.org/fhir/R4/http.html#cdelete
 */
export const conditionalRemoveRoute: Route = async (interaction) => {
  const { request, guard } = interaction
  const { type } = targetOfKind(interaction, 'type')
  guard.require('d', type)
  const condition = readCondition(interaction, type, request.query)
  const result = await inTransaction(interaction, guard.repository('d', 's'), async (tx) => {
    const found = await findLocked(tx, condition)
    if (!found) return undefined
    const asked = [deleteOf(interaction, type, found.id)]
    await tx.lock(locksOf(interaction, asked))
    return only(await writeWithin(interaction, tx, asked, guard.note('delete')))
  })
  return answer(interaction, result, result ? `${type}/${result.id}` : type)
}

function deleteOf({ request }: Interaction, type: string, id: string): AskedChange {
  const ifVersion = versionOf(header(request, 'if-match'))
  return { change: { kind: 'delete', type, id, ...(ifVersion === undefined ? {} : { ifVersion }) }, expression: type }
}

function answer(interaction: Interaction, result: WriteResult | undefined, what: string) {
  const response = deleteResponse(interaction, result)
  if (interaction.preferences.return !== 'OperationOutcome') return response
  const text = result && !result.unchanged ? `${what} is deleted.` : `There was no ${what} to delete.`
  const issue = { severity: 'information', code: 'informational', details: { text }, diagnostics: text } as const
  return outcomeResponse(200, [issue], response.headers)
}
