import { OutsideAccess, type FhirReader, type StoredResource } from '#ports/fhir-store.ts'
import type { Permission } from '../../auth/scopes.ts'
import { findOne, readCondition, severalMatches, type Condition } from '../conditional/condition.ts'
import { fault } from '../fault.ts'
import type { Guard } from '../guards/rights.ts'
import type { Interaction } from '../interaction.ts'
import type { ConditionalReference, TransactionOutline } from '../prepare/bundle/received-bundle.ts'
import { conditionalId } from '../routes/update.ts'
import { permissionsFor, type WriteAction } from './entry-action.ts'
import { errorInEntry, inEntry } from './in-entry.ts'

/** What a write of a transaction comes to, once its condition has been looked up. */
export interface Resolved {
  readonly action: WriteAction
  /** Absent: a delete of what is not there, or not for the caller. */
  readonly id?: string
  /**
   * Of a conditional create: what is there already; nothing is written. Of a conditional update: what is replaced. Of a
   * patch: what it is applied to.
   */
  readonly found?: StoredResource
  /** Of a conditional create: the entry that creates under the same condition; nothing more is written. */
  readonly sameAs?: number
}

/** Everything in a transaction that has to be looked up, looked up. */
export interface Resolution {
  readonly writes: readonly Resolved[]
  /** What full URLs and searches mean, as `Type/id`. */
  readonly links: readonly (readonly [text: string, reference: string])[]
}

/** A transaction as it was read, with an id for each entry that may need a new one. */
export interface ReadTransaction {
  readonly outline: TransactionOutline
  readonly writes: readonly WriteAction[]
  readonly fresh: readonly string[]
}

/** Rows that are reached with each of the permissions. */
export type Readers = (...permissions: readonly [Permission, ...Permission[]]) => FhirReader

/**
 * Looks up conditions and references that are searches. Deletes come first: what they take away meets no condition.
 * @throws FhirError 400 when an identity is changed twice; 412 when a search finds too much, or a reference nothing
 */
export async function resolveTransaction(
  interaction: Interaction,
  readers: Readers,
  transaction: ReadTransaction,
): Promise<Resolution> {
  const hides: Guard['hides'] = (permission, type) => interaction.guard.hides(permission, type)
  const found = await lookUp(interaction.guard, readers, transaction.writes)
  const deleted = new Set(
    transaction.writes.flatMap((action) => {
      const id = action.kind === 'delete' ? (action.id ?? found.get(action.entry)?.id) : undefined
      return id === undefined ? [] : `${action.type}/${id}`
    }),
  )
  const creators = new Map<string, number>()
  const writes = transaction.writes.map((action) =>
    inEntry(action.entry, () => {
      const match = found.get(action.entry)
      const standing = match && (keeps(action) || !deleted.has(referenceOf(match))) ? match : undefined
      return resolved(action, standing, { transaction, creators, hides })
    }),
  )
  requireDistinct(writes)
  const links = linksOf(writes, transaction.outline)
  return { writes, links: [...links, ...(await searched(interaction, readers('s'), { transaction, writes, deleted }))] }
}

/** Whether an entry is about what was found even if another deletes it: then both change it. */
function keeps({ kind, id }: WriteAction): boolean {
  return kind === 'delete' || (kind === 'patch' && id !== undefined)
}

/** Whether two resolutions come to the same writes. */
export function isSame(one: Resolution, other: Resolution): boolean {
  const print = ({ writes, links }: Resolution) =>
    JSON.stringify([writes.map(({ id, found, sameAs, action }) => [id, madeFrom(action, found), sameAs]), links])
  return print(one) === print(other)
}

/** A patch is made from one version; other writes only depend on whether something was found. */
function madeFrom({ kind }: WriteAction, found: StoredResource | undefined): string | undefined {
  return kind === 'patch' ? `${found?.id}/${found?.version}` : found?.id
}

async function lookUp(
  guard: Guard,
  readers: Readers,
  writes: readonly WriteAction[],
): Promise<ReadonlyMap<number, StoredResource | undefined>> {
  const searches = new Map<string, Promise<StoredResource | undefined>>()
  const found = writes.flatMap((action) => {
    const { entry, condition, kind, type, id } = action
    const permissions = permissionsFor(action)
    const reader = readers(...permissions)
    const name = `${permissions.join('')} ${condition?.name ?? ''}`
    const looked = condition
      ? search(reader, searches, { condition, name })
      : id !== undefined && (kind === 'patch' || (kind === 'delete' && guard.hides('d', type)))
        ? reader.read(type, id)
        : undefined
    if (!looked) return []
    const known = looked.then(async (match) => {
      if (kind === 'patch' && !match && guard.writesSomeOnly(type)) await requireUnread(action, readers)
      return [entry, match] as const
    })
    return [known.catch(failing(entry))]
  })
  return new Map(await Promise.all(found))
}

/** What the caller may read, and by their role not change, is not said not to be there. @throws OutsideAccess */
async function requireUnread({ condition, type, id = '' }: WriteAction, readers: Readers): Promise<void> {
  const read = condition ? await findOne(readers('s', 'r'), condition) : await readers('r').read(type, id)
  if (read && !read.deleted) throw new OutsideAccess(type)
}

/** Several entries of one kind under one condition need one search. */
function search(
  reader: FhirReader,
  searches: Map<string, Promise<StoredResource | undefined>>,
  { condition, name }: { readonly condition: Condition; readonly name: string },
): Promise<StoredResource | undefined> {
  const known = searches.get(name) ?? findOne(reader, condition)
  searches.set(name, known)
  return known
}

function failing(entry: number): (error: unknown) => never {
  return (error) => {
    throw errorInEntry(entry, error)
  }
}

interface Resolving {
  readonly transaction: ReadTransaction
  /** The first entry that creates under each condition. */
  readonly creators: Map<string, number>
  readonly hides: Guard['hides']
}

function resolved(action: WriteAction, match: StoredResource | undefined, resolving: Resolving): Resolved {
  switch (action.kind) {
    case 'patch':
      return patched(action, match)
    case 'delete':
      return removal(action, match, resolving)
    case 'create':
      if (!action.condition) return { action, id: freshId(action, resolving) }
      return match ? { action, id: match.id, found: match } : creation(action, action.condition.name, resolving)
    case 'update':
      if (!action.condition) return { action, id: action.id ?? freshId(action, resolving) }
      return { action, id: updatedId(action, match, resolving), ...(match ? { found: match } : {}) }
  }
}

function freshId({ entry }: WriteAction, { transaction }: Resolving): string {
  return transaction.fresh[entry] ?? ''
}

/** What does not exist for the caller is deleted as what is not there: it is not, and no word is said of it. */
function removal(action: WriteAction, match: StoredResource | undefined, { hides }: Resolving): Resolved {
  if (match) return { action, id: match.id, found: match }
  return action.id === undefined || hides('d', action.type) ? { action } : { action, id: action.id }
}

/** @throws FhirError 404, 410: what is not there cannot be patched */
function patched(action: WriteAction, match: StoredResource | undefined): Resolved {
  const { type, id, condition } = action
  if (!match)
    throw fault(
      404,
      'not-found',
      `There is no ${condition ? `${type} that meets ${condition.text}` : `${type}/${id}`} to patch.`,
    )
  if (match.deleted) throw fault(410, 'deleted', `${type}/${match.id} is deleted.`)
  return { action, id: match.id, found: match }
}

function updatedId(
  { entry, type }: WriteAction,
  match: StoredResource | undefined,
  { transaction, hides }: Resolving,
): string {
  const expression = `Bundle.entry[${entry}].resource`
  const fresh = transaction.fresh[entry] ?? ''
  return conditionalId(transaction.outline.entries[entry]?.id, match?.id, {
    type,
    fresh,
    hides: hides('c', type),
    expression,
  })
}

/** The first that creates under a condition creates; the others refer to what it has made. */
function creation(action: WriteAction, condition: string, { transaction, creators }: Resolving): Resolved {
  const creator = creators.get(condition)
  if (creator === undefined) creators.set(condition, action.entry)
  const id = transaction.fresh[creator ?? action.entry] ?? ''
  return { action, id, ...(creator === undefined ? {} : { sameAs: creator }) }
}

/** @throws FhirError 400: changes of one resource in a transaction have no order */
function requireDistinct(writes: readonly Resolved[]): void {
  const changed = new Map<string, number>()
  for (const write of writes) {
    const { action, id } = write
    if (id === undefined || !isWritten(write)) continue
    const reference = `${action.type}/${id}`
    const other = changed.get(reference)
    if (other !== undefined)
      throw fault(
        400,
        'duplicate',
        `Bundle.entry[${other}] and Bundle.entry[${action.entry}] both change ${reference}.`,
        {
          expression: `Bundle.entry[${action.entry}]`,
        },
      )
    changed.set(reference, action.entry)
  }
}

/** Whether a resolved entry changes something. */
export function isWritten({ action, found, sameAs, id }: Resolved): boolean {
  return id !== undefined && sameAs === undefined && !(action.kind === 'create' && found)
}

function linksOf(writes: readonly Resolved[], { entries }: TransactionOutline): (readonly [string, string])[] {
  return writes.flatMap(({ action, id }) => {
    const fullUrl = entries[action.entry]?.fullUrl
    if (fullUrl === undefined || id === undefined || action.kind === 'delete') return []
    return [[fullUrl, `${action.type}/${id}`] as const]
  })
}

interface Searching {
  readonly transaction: ReadTransaction
  readonly writes: readonly Resolved[]
  readonly deleted: ReadonlySet<string>
}

/** What references mean that are searches: something stored, or something that the transaction brings. */
function searched(
  interaction: Interaction,
  reader: FhirReader,
  { transaction, writes, deleted }: Searching,
): Promise<readonly (readonly [string, string])[]> {
  const brought = new Map(
    writes.flatMap(({ action, id }) =>
      id === undefined || action.kind === 'delete' ? [] : [[action.entry, `${action.type}/${id}`] as const],
    ),
  )
  return Promise.all(
    transaction.outline.conditional.map(async (reference) => {
      try {
        const stored = (await matches(interaction, reader, reference)).filter((match) => !deleted.has(match))
        const here = reference.candidates.flatMap((entry) => brought.get(entry) ?? [])
        return [reference.text, exactlyOne(reference, [...new Set([...stored, ...here])])] as const
      } catch (error) {
        throw errorInEntry(reference.entry, error)
      }
    }),
  )
}

async function matches(
  interaction: Interaction,
  reader: FhirReader,
  { text }: ConditionalReference,
): Promise<readonly string[]> {
  const type = text.slice(0, text.indexOf('?'))
  const { query } = readCondition(interaction, type, text)
  return (await reader.search(query)).matches.map(referenceOf)
}

/** @throws FhirError 412 */
function exactlyOne({ text, entry }: ConditionalReference, references: readonly string[]): string {
  const [only, second] = references
  const expression = `Bundle.entry[${entry}].resource`
  if (second !== undefined) throw severalMatches(text.slice(0, text.indexOf('?')), text, expression)
  if (only !== undefined) return only
  throw fault(412, 'not-found', `The reference ${text} finds nothing, here or in the transaction.`, { expression })
}

function referenceOf({ type, id }: StoredResource): string {
  return `${type}/${id}`
}
