import { isId } from '#domain/fhir/ids.ts'
import { OutsideAccess, type Change } from '#ports/fhir-store.ts'
import { findLocked, readCondition } from '../conditional/condition.ts'
import { versionOf } from '../conditional/etag.ts'
import { header } from '../exchange.ts'
import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import { requireJson } from '../media-types.ts'
import type { Prepared } from '../prepare/prepare-resource.ts'
import type { ReceivedResource } from '../prepare/prepare-requests.ts'
import { writeResponse } from '../respond.ts'
import { inTransaction, locksOf, writeChanges, writeWithin, type AskedChange } from '../write/write-changes.ts'
import { noteSubject, only } from './create.ts'
import { targetOfKind } from './read.ts'

/**
 * `PUT [type]/[id]`: a new version, or the first where there was none (update as create); `If-Match` asks for the version
 * that it replaces. https://hl7.org/fhir/R4/http.html#update
 */
export const updateRoute: Route = async (interaction) => {
  const { guard } = interaction
  const { type, id } = targetOfKind(interaction, 'instance')
  guard.require('u', type)
  const received = await receive(interaction, type)
  requireId(received, type, id)
  const body = received.prepare(id)
  noteSubject(interaction, body)
  await requireCreate(interaction, type, id)
  const asked = [putOf(interaction, body)]
  const result = only(await writeChanges(interaction, guard.repository('u'), asked, guard.note('update')))
  return writeResponse(interaction, result, body.notices)
}

/**
 * `PUT [type]?[criteria]`: updates what the criteria find, or creates where they find nothing.
 * https://hl7.org/fhir/R4/http.html#cond-update
 */
export const conditionalUpdateRoute: Route = async (interaction) => {
  const { request, deps, guard } = interaction
  const { type } = targetOfKind(interaction, 'type')
  guard.require('u', type)
  const condition = readCondition(interaction, type, request.query)
  const received = await receive(interaction, type)
  const fresh = deps.ids.next()
  const { result, body } = await inTransaction(interaction, guard.repository('u', 's'), async (tx) => {
    const found = await findLocked(tx, condition)
    if (!found) guard.require('c', type)
    const hides = guard.hides('c', type)
    const body = received.prepare(conditionalId(received.id, found?.id, { type, fresh, hides }))
    const asked = [found ? putOf(interaction, body) : createOf(interaction, body)]
    await tx.lock(locksOf(interaction, asked))
    return { result: only(await writeWithin(interaction, tx, asked, guard.note('update'))), body }
  })
  return writeResponse(interaction, result, body.notices)
}

interface ConditionalId {
  readonly type: string
  /** The id that a new one gets. */
  readonly fresh: string
  /** Whether some of the type are hidden from the caller. */
  readonly hides: boolean
  /** Where the resource stands in the request. */
  readonly expression?: string
}

/**
 * The id of a conditional update: of what was found, else the one that the body brings, else a new one.
 * @throws FhirError 400 when the body says another id than what was found; OutsideAccess when the caller, from whom some of
 * the type are hidden, would choose the id of a new one, and so learn whether it is taken
 */
export function conditionalId(
  sent: unknown,
  found: string | undefined,
  { type, fresh, hides, expression }: ConditionalId,
): string {
  if (found !== undefined && sent !== undefined && sent !== found)
    throw fault(400, 'value', `The resource says that its id is another than that of the ${type} found.`, {
      expression: `${expression ?? type}.id`,
    })
  if (found !== undefined) return found
  if (sent !== undefined && hides) throw new OutsideAccess(type)
  return typeof sent === 'string' && isId(sent) ? sent : fresh
}

/**
 * Who may change but not make resources (a biller's corrections of Tasks) does not make one by an update.
 * @throws FhirError 403
 */
async function requireCreate({ guard }: Interaction, type: string, id: string): Promise<void> {
  if (guard.allows('c', type)) return
  const current = await guard.repository('u').read(type, id)
  if (!current || current.deleted) guard.require('c', type)
}

async function receive({ request, deps }: Interaction, type: string): Promise<ReceivedResource> {
  requireJson(header(request, 'content-type'))
  return deps.prepare.read(await request.body(), type)
}

/** @throws FhirError 400 */
function requireId({ id: said }: ReceivedResource, type: string, id: string): void {
  if (said === id) return
  const problem = said === undefined ? 'carries no id' : 'carries another id'
  throw fault(400, 'value', `The body ${problem}; an update of ${type}/${id} must carry the id ${id}.`, {
    expression: `${type}.id`,
  })
}

function putOf({ request, preferences }: Interaction, { prepared }: Prepared): AskedChange {
  const ifVersion = versionOf(header(request, 'if-match'))
  const change: Change = {
    kind: 'put',
    resource: prepared,
    ...(ifVersion === undefined ? {} : { ifVersion }),
    ...(preferences.skipUnchanged ? { unlessUnchanged: true } : {}),
  }
  return { change, expression: prepared.type }
}

/** @throws FhirError 412 when a version was asked for that there is not */
function createOf({ request }: Interaction, { prepared }: Prepared): AskedChange {
  const ifVersion = versionOf(header(request, 'if-match'))
  if (ifVersion !== undefined)
    throw fault(412, 'conflict', `Nothing meets the condition, so there is no version ${ifVersion} to replace.`)
  return { change: { kind: 'create', resource: prepared }, expression: prepared.type }
}
