import { AlreadyExists, VersionConflict, type FhirTransaction, type WriteResult } from '#ports/fhir-store.ts'
import type { Permission } from '../../auth/scopes.ts'
import { fault } from '../fault.ts'
import { isStream, type FhirResponse } from '../exchange.ts'
import type { Interaction } from '../interaction.ts'
import type { Patch } from '../patch/patch.ts'
import type { ReceivedBundle, TransactionOutline } from '../prepare/bundle/received-bundle.ts'
import type { Prepared } from '../prepare/prepare-resource.ts'
import { textResponse } from '../respond.ts'
import { inTransaction, lockOf, locksOf, Overtaken, writeWithin, type AskedChange } from '../write/write-changes.ts'
import { AnswerSpace } from './answer-space.ts'
import { actionOf, permissionsFor, type EntryAction, type ReadAction, type WriteAction } from './entry-action.ts'
import { errorInEntry, inEntry } from './in-entry.ts'
import { applyPatches, readPatches } from './patch-entries.ts'
import { readEntry, recordReads, type ReadEntry } from './read-entry.ts'
import {
  isSame,
  isWritten,
  resolveTransaction,
  type Readers,
  type ReadTransaction,
  type Resolution,
  type Resolved,
} from './resolve-transaction.ts'
import { answerEntry, responseBundle } from './response-entry.ts'
import { outcomesOf } from './transaction-outcomes.ts'

/** Processing order of a transaction. https://hl7.org/fhir/R4/http.html#trules */
const ORDER = ['delete', 'create', 'update', 'patch'] as const

/**
 * Serves a transaction: all of it or nothing. Conditions are looked up before, so that resources can be prepared outside
 * of the database's transaction, and once more under their locks; only if that finds otherwise is everything prepared
 * again.
 * @throws FhirError, InvalidResource, Refusal and the store's errors: nothing is written
 */
export async function runTransaction(
  interaction: Interaction,
  bundle: ReceivedBundle,
  outline: TransactionOutline,
): Promise<FhirResponse> {
  const { entries } = outline
  requireDistinctUrls(outline)
  const actions = entries.map((each, entry) => inEntry(entry, () => actionOf(interaction, each, entry)))
  const [first, ...more] = permissionsOf(actions, outline.conditional.length > 0)
  if (first === undefined) return textResponse(responseBundle('transaction-response', []))
  const running: Running = {
    interaction,
    bundle,
    patches: await readPatches(interaction, bundle, actions),
    reads: actions.filter((action) => action.kind === 'read'),
    transaction: {
      outline,
      writes: actions.filter((action) => action.kind !== 'read'),
      fresh: entries.map(() => interaction.deps.ids.next()),
    },
  }
  const { guard } = interaction
  const readers: Readers = (...permissions) => guard.repository(...permissions)
  const planned = await plan(running, await resolveTransaction(interaction, readers, running.transaction))
  const repository = guard.repository(first, ...more)
  const done = await inTransaction(interaction, repository, (tx) => runWithin(running, tx, planned))
  return answer(running, done)
}

interface Running {
  readonly interaction: Interaction
  readonly bundle: ReceivedBundle
  readonly transaction: ReadTransaction
  readonly patches: ReadonlyMap<number, Patch>
  readonly reads: readonly ReadAction[]
}

/** A transaction that is ready to be written, if the conditions still find what they found. */
interface Planned {
  readonly resolution: Resolution
  readonly prepared: ReadonlyMap<number, Prepared>
  readonly asked: readonly AskedChange[]
  /** The entry of each change. */
  readonly entries: readonly number[]
}

interface Done {
  readonly planned: Planned
  readonly written: ReadonlyMap<number, WriteResult>
  readonly reads: readonly ReadEntry[]
  /** What the reads have left of it. */
  readonly space: AnswerSpace
}

async function plan(running: Running, resolution: Resolution): Promise<Planned> {
  const { interaction, bundle } = running
  const carried = resolution.writes.filter(
    ({ action, found }) => action.kind === 'update' || (action.kind === 'create' && !found),
  )
  const prepared = await bundle.prepare({
    now: interaction.deps.clock.now(),
    entries: carried.map(({ action, id = '' }) => ({ entry: action.entry, id })),
    links: resolution.links,
  })
  requireAlike(resolution, prepared)
  const patched = applyPatches(interaction, resolution, running.patches)
  const ordered = ORDER.flatMap((kind) => resolution.writes.filter((write) => write.action.kind === kind)).filter(
    isWritten,
  )
  return {
    resolution,
    prepared: new Map([...prepared, ...[...patched].map(([entry, { body }]) => [entry, body] as const)]),
    asked: ordered.map((write) => ({
      ...(patched.get(write.action.entry)?.asked ?? askedOf(running, write, prepared)),
      access: interaction.guard.access(...permissionsFor(write.action)),
    })),
    entries: ordered.map(({ action }) => action.entry),
  }
}

async function runWithin(running: Running, tx: FhirTransaction, planned: Planned): Promise<Done> {
  const { interaction, transaction } = running
  const found = [
    ...transaction.writes.flatMap(({ condition }) => condition?.name ?? []),
    ...planned.resolution.writes.flatMap(({ action, id = '' }) =>
      action.kind === 'patch' ? lockOf(action.type, id) : [],
    ),
  ]
  await tx.lock([...new Set([...found, ...locksOf(interaction, planned.asked)])])
  const current = found.length > 0 ? await planAgain(running, tx, planned) : planned
  const written = await write(running, tx, current)
  const reads: ReadEntry[] = []
  const space = new AnswerSpace(interaction.deps.limits, interaction.request)
  for (const read of running.reads) {
    space.require(`Bundle.entry[${read.entry}]`)
    const answered = await readEntry(interaction, tx, read).catch((error: unknown) => {
      throw errorInEntry(read.entry, error)
    })
    if (!space.takes(lengthOf(answered.response.body))) throw space.fault(`Bundle.entry[${read.entry}]`)
    reads.push(answered)
  }
  return { planned: current, written, reads, space }
}

/** What comes in pieces is not held. */
function lengthOf(body: FhirResponse['body']): number {
  return body === null || isStream(body) ? 0 : body.length
}

/** Looks up the conditions under their locks. */
async function planAgain(running: Running, tx: FhirTransaction, planned: Planned): Promise<Planned> {
  const { guard } = running.interaction
  const readers: Readers = (...permissions) => tx.as(guard.access(...permissions))
  const resolution = await resolveTransaction(running.interaction, readers, running.transaction)
  if (isSame(resolution, planned.resolution)) return { ...planned, resolution }
  const next = await plan(running, resolution)
  await tx.lock(locksOf(running.interaction, next.asked))
  return next
}

async function write(
  { interaction, transaction }: Running,
  tx: FhirTransaction,
  planned: Planned,
): Promise<ReadonlyMap<number, WriteResult>> {
  const { asked, entries } = planned
  if (asked.length === 0) return new Map()
  try {
    const results = await writeWithin(interaction, tx, asked, interaction.guard.note('transaction'))
    return new Map(results.map((result, at) => [entries[at] ?? -1, result]))
  } catch (error) {
    throw conflictInEntry(error, planned, transaction.writes)
  }
}

function askedOf(
  { interaction }: Running,
  { action, id = '', found }: Resolved,
  prepared: ReadonlyMap<number, Prepared>,
): AskedChange {
  const { kind, entry, type, ifVersion, condition } = action
  const version = ifVersion === undefined ? {} : { ifVersion }
  const expression = `Bundle.entry[${entry}].resource`
  if (kind === 'delete') return { change: { kind, type, id, ...version }, expression }
  const resource = preparedOf(prepared, entry)
  if (kind === 'create' || (condition && !found)) {
    requireNoVersion(action)
    return { change: { kind: 'create', resource }, expression }
  }
  const skip = interaction.preferences.skipUnchanged ? { unlessUnchanged: true } : {}
  return { change: { kind: 'put', resource, ...version, ...skip }, expression }
}

function preparedOf(prepared: ReadonlyMap<number, Prepared>, entry: number): Prepared['prepared'] {
  const found = prepared.get(entry)
  if (!found) throw new Error(`Entry ${entry} was not prepared.`)
  return found.prepared
}

/** @throws FhirError 412: nothing was found whose version could be the one asked for */
function requireNoVersion({ entry, ifVersion }: WriteAction): void {
  if (ifVersion === undefined) return
  throw fault(412, 'conflict', `Nothing meets the condition, so there is no version ${ifVersion} to replace.`, {
    expression: `Bundle.entry[${entry}].request.ifMatch`,
  })
}

/** @throws FhirError 400: entries under one condition that would create different things have no order */
function requireAlike({ writes }: Resolution, prepared: ReadonlyMap<number, Prepared>): void {
  for (const { action, sameAs } of writes) {
    if (sameAs === undefined) continue
    if (preparedOf(prepared, action.entry).digest !== preparedOf(prepared, sameAs).digest)
      throw fault(
        400,
        'duplicate',
        `Bundle.entry[${sameAs}] and Bundle.entry[${action.entry}] create under one condition, but not the same.`,
        { expression: `Bundle.entry[${action.entry}].request.ifNoneExist` },
      )
  }
}

/** @throws FhirError 400: references could mean either */
function requireDistinctUrls({ entries }: TransactionOutline): void {
  const known = new Map<string, number>()
  for (const [entry, { fullUrl }] of entries.entries()) {
    if (fullUrl === undefined) continue
    const other = known.get(fullUrl)
    if (other !== undefined)
      throw fault(400, 'duplicate', `Bundle.entry[${other}] and Bundle.entry[${entry}] have the same fullUrl.`, {
        expression: `Bundle.entry[${entry}].fullUrl`,
      })
    known.set(fullUrl, entry)
  }
}

/** All that the transaction does. */
function permissionsOf(actions: readonly EntryAction[], searching: boolean): Permission[] {
  const needed = actions.flatMap((action): readonly Permission[] =>
    action.kind === 'read' ? [action.permission] : permissionsFor(action),
  )
  return [...new Set(searching ? [...needed, 's' as const] : needed)]
}

/**
 * The store names the resource that stood in the way; its entry is what the client knows. A patch for which no version was
 * asked goes onto the newest: all begins again.
 */
function conflictInEntry(error: unknown, { asked, entries }: Planned, writes: readonly WriteAction[]): unknown {
  if (!(error instanceof VersionConflict) && !(error instanceof AlreadyExists)) return error
  const at = asked.findIndex(({ change }) => {
    const { type, id } = change.kind === 'delete' ? change : change.resource
    return `${type}/${id}` === error.reference
  })
  const entry = entries[at] ?? 0
  const more = { expression: `Bundle.entry[${entry}]`, cause: error }
  if (error instanceof AlreadyExists) return fault(409, 'duplicate', error.message, more)
  const action = writes.find((write) => write.entry === entry)
  if (action?.kind === 'patch' && action.ifVersion === undefined) return new Overtaken()
  return fault(412, 'conflict', error.message, more)
}

function answer({ interaction, transaction, reads }: Running, done: Done): FhirResponse {
  recordReads(interaction, done.reads)
  const { texts, wrote } = outcomesOf(interaction, { ...done, ...done.planned })
  reads.forEach(({ entry }, at) => {
    const read = done.reads[at]
    if (read) texts.set(entry, answerEntry(read.response))
  })
  interaction.trace.entered = wrote
  const inOrder = transaction.outline.entries.map((_outline, entry) => texts.get(entry) ?? '{}')
  return textResponse(responseBundle('transaction-response', inOrder))
}
