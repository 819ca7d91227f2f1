import type { AuditNote } from '#ports/audit-trail.ts'
import type { FhirRepository, WriteResult } from '#ports/fhir-store.ts'
import { findLocked, readCondition, type Condition } from '../conditional/condition.ts'
import { header } from '../exchange.ts'
import type { Interaction, Route } from '../interaction.ts'
import { requireJson } from '../media-types.ts'
import type { Prepared } from '../prepare/prepare-resource.ts'
import { writeResponse } from '../respond.ts'
import { inTransaction, locksOf, writeChanges, writeWithin, type AskedChange } from '../write/write-changes.ts'
import { targetOfKind } from './read.ts'

/**
 * `POST [type]`, with `If-None-Exist` a conditional create: 200 with what is there already.
 * https://hl7.org/fhir/R4/http.html#create
 */
export const createRoute: Route = async (interaction) => {
  const { request, deps, guard } = interaction
  const { type } = targetOfKind(interaction, 'type')
  guard.require('c', type)
  requireJson(header(request, 'content-type'))
  const criteria = header(request, 'if-none-exist')
  const condition = criteria === undefined ? undefined : readCondition(interaction, type, criteria)
  const received = deps.prepare.read(await request.body(), type)
  const body = received.prepare(deps.ids.next())
  noteSubject(interaction, body)
  const note = guard.note('create')
  const result = condition
    ? await createUnless(interaction, condition, body, note)
    : await createAnyway(interaction, guard.repository('c'), body, note)
  return writeResponse(interaction, result, body.notices)
}

async function createAnyway(
  interaction: Interaction,
  repository: FhirRepository,
  body: Prepared,
  note: AuditNote,
): Promise<WriteResult> {
  return only(await writeChanges(interaction, repository, [askedOf(body)], note))
}

/** The lock is taken in a statement before the look-up: whoever waited for it sees what the other has made. */
function createUnless(
  interaction: Interaction,
  condition: Condition,
  body: Prepared,
  note: AuditNote,
): Promise<WriteResult> {
  const asked = [askedOf(body)]
  return inTransaction(interaction, interaction.guard.repository('c', 's'), async (tx) => {
    const found = await findLocked(tx, condition, locksOf(interaction, asked))
    if (found) return { ...found, created: false, unchanged: true }
    return only(await writeWithin(interaction, tx, asked, note))
  })
}

function askedOf({ prepared }: Prepared): AskedChange {
  return { change: { kind: 'create', resource: prepared }, expression: prepared.type }
}

/** Names in the audit trail whom the resource is about, also when it is not written then. */
export function noteSubject({ trace }: Interaction, { prepared: { type, index } }: Prepared): void {
  if (type !== 'Patient' && index.patient !== undefined) trace.patient = index.patient
}

/** The result of a write of one change. */
export function only([result]: readonly WriteResult[]): WriteResult {
  if (!result) throw new Error('A change was written without a result.')
  return result
}
