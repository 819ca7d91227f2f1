import {
  OutsideAccess,
  VersionConflict,
  type FhirRepository,
  type FhirTransaction,
  type StoredResource,
} from '#ports/fhir-store.ts'
import type { Permission } from '../../auth/scopes.ts'
import { findLocked, readCondition } from '../conditional/condition.ts'
import { versionOf } from '../conditional/etag.ts'
import { header, type FhirResponse } from '../exchange.ts'
import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import type { Patch } from '../patch/patch.ts'
import { patchResource, type Patched } from '../patch/patched-resource.ts'
import { readPatch } from '../patch/read-patch.ts'
import { writeResponse } from '../respond.ts'
import { inTransaction, lockOf, Overtaken, writeWithin } from '../write/write-changes.ts'
import { noteSubject, only } from './create.ts'
import { targetOfKind } from './read.ts'

/**
 * `PATCH [type]/[id]`: changes the resource by a JSON Patch or FHIRPath Patch; what comes of it is judged as an update.
 * https://hl7.org/fhir/R4/http.html#patch
 */
export const patchRoute: Route = async (interaction) => {
  const { type, id } = targetOfKind(interaction, 'instance')
  const patch = await receive(interaction, type)
  const find = (tx: FhirTransaction) => tx.read(type, id)
  return patchFound(interaction, interaction.guard.repository('u', 'r'), {
    type,
    patch,
    what: `${type}/${id}`,
    find,
    reading: ['r'],
  })
}

/**
 * `PATCH [type]?[criteria]`: patches what the criteria find. Nothing found is 404, several 412.
 * https://hl7.org/fhir/R4/http.html#patch
 */
export const conditionalPatchRoute: Route = async (interaction) => {
  const { type } = targetOfKind(interaction, 'type')
  const patch = await receive(interaction, type)
  const condition = readCondition(interaction, type, interaction.request.query)
  const find = (tx: FhirTransaction) => findLocked(tx, condition)
  const what = `${type} that meets ${condition.text}`
  return patchFound(interaction, interaction.guard.repository('u', 's', 'r'), {
    type,
    patch,
    what,
    find,
    reading: ['s', 'r'],
  })
}

/**
 * A patch is made from what is there, and tests, copies and errors tell of it: it takes the right to read, too. Who may read
 * some of the type only changes no more than that.
 */
async function receive({ request, deps, guard }: Interaction, type: string): Promise<Patch> {
  guard.require('u', type)
  guard.require('r', type)
  return readPatch(header(request, 'content-type'), await request.body(), deps.limits)
}

interface Patching {
  readonly type: string
  readonly patch: Patch
  /** What is patched, in words for errors. */
  readonly what: string
  readonly find: (tx: FhirTransaction) => Promise<StoredResource | undefined>
  /** What it takes to find and read it, without changing it. */
  readonly reading: readonly [Permission, ...Permission[]]
}

async function patchFound(
  interaction: Interaction,
  repository: FhirRepository,
  patching: Patching,
): Promise<FhirResponse> {
  const { request } = interaction
  const ifVersion = versionOf(header(request, 'if-match'))
  const { result, body } = await inTransaction(interaction, repository, async (tx) => {
    const stored = await lockFound(interaction, tx, patching)
    const patched = patchResource(interaction, { patch: patching.patch, stored, ifVersion })
    noteSubject(interaction, patched.body)
    return { result: await write(interaction, tx, patched, ifVersion), body: patched.body }
  })
  return writeResponse(interaction, result, body.notices)
}

/**
 * Finds the resource, and once more when nobody else can change it. Where the programme's rules may have a say, its row is
 * not locked before they have taken their own locks; all others who write it hold its name.
 * @throws OutsideAccess for what the caller may read, and by their role not change; FhirError 404, 410
 */
async function lockFound(
  { deps, guard }: Interaction,
  tx: FhirTransaction,
  { type, find, what, reading }: Patching,
): Promise<StoredResource> {
  const found = await find(tx)
  if (!found) {
    const read = guard.writesSomeOnly(type) ? await find(tx.as(guard.access(...reading))) : undefined
    if (read && !read.deleted) throw new OutsideAccess(type)
    throw fault(404, 'not-found', `There is no ${what} to patch.`)
  }
  await tx.lock([lockOf(found.type, found.id)])
  if (!deps.governs.types.has(found.type)) await tx.readForUpdate([`${found.type}/${found.id}`])
  const current = await find(tx)
  if (current?.id !== found.id) throw new Overtaken()
  if (current.deleted) throw fault(410, 'deleted', `${current.type}/${current.id} is deleted.`)
  return current
}

/** Who asked for no version gets the patch onto the newest: should it be replaced meanwhile, all begins again. */
async function write(
  interaction: Interaction,
  tx: FhirTransaction,
  { asked }: Patched,
  ifVersion: number | undefined,
): Promise<ReturnType<typeof only>> {
  try {
    return only(await writeWithin(interaction, tx, [asked], interaction.guard.note('patch')))
  } catch (error) {
    throw error instanceof VersionConflict && ifVersion === undefined ? new Overtaken() : error
  }
}
