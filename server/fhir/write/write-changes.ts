import { setTimeout as sleep } from 'node:timers/promises'
import type { Resource } from '@medplum/fhirtypes'
import type { Access } from '#ports/access.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import {
  OutsideAccess,
  StoreBusy,
  TimeOverlap,
  type Change,
  type FhirRepository,
  type FhirTransaction,
  type WriteResult,
} from '#ports/fhir-store.ts'
import { Refusal, type GovernWrites, type PlannedChange } from '#ports/govern-writes.ts'
import { fault, type FhirError } from '../fault.ts'
import type { Interaction } from '../interaction.ts'

/** A change that a request asks for. */
export interface AskedChange {
  readonly change: Change
  /** Where it stands in the request: `Bundle.entry[3].resource`, or the type for a request of one resource. */
  readonly expression: string
  /** Whose rows it is held to, where it is one of several that take different permissions; absent: the repository's. */
  readonly access?: Access
}

const BUSY = 'Others keep changing what this request is about. Nothing was changed; send it again.'

/** How often a write is judged anew when what it replaces was changed in between, after a pause that grows. */
const ATTEMPTS = 8
/** The longest first pause, in milliseconds. */
const PAUSE = 10

/**
 * Writes what a request asks for, all or nothing: what the programme's rules have something to say about in a transaction
 * in which they say it, all else straight away.
 * @throws Refusal, and the errors of the store
 */
export async function writeChanges(
  interaction: Interaction,
  repository: FhirRepository,
  asked: readonly AskedChange[],
  note: AuditNote,
): Promise<readonly WriteResult[]> {
  const changes = asked.map(({ change }) => change)
  if (!asked.some((each) => mayBeGoverned(interaction, each) || mayMakeTooMuch(interaction, each))) {
    await requireFound(interaction, () => repository, asked)
    return repository.write(changes, note)
  }
  return inTransaction(interaction, repository, async (tx) => {
    await tx.lock(locksOf(interaction, asked))
    return writeWithin(interaction, tx, asked, note)
  })
}

/**
 * Runs work that calls `writeWithin`, again when what it judged had changed in between, and when a timer stood in the way
 * of which nothing is heard any more: that one is ended first.
 * @throws StoreBusy when that happens time after time
 */
export async function inTransaction<R>(
  interaction: Interaction,
  repository: FhirRepository,
  work: (tx: FhirTransaction) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await repository.transaction(work)
    } catch (error) {
      if (attempt < ATTEMPTS && (await endedSilent(interaction, error))) continue
      if (!(error instanceof Overtaken)) throw error
      if (attempt === ATTEMPTS) throw new StoreBusy(BUSY, { cause: error })
      await sleep(PAUSE * 2 ** attempt * Math.random())
    }
  }
}

/** Whether what stood in the way was a running timer that is silent, and it has been ended. */
async function endedSilent({ deps, request }: Interaction, error: unknown): Promise<boolean> {
  if (!(error instanceof TimeOverlap) || error.other === undefined || error.other.end !== undefined) return false
  return deps.endIfSilent({ tenant: request.principal.tenant, task: error.other.task })
}

/** The names that a transaction of these changes must hold before it reads: one writer at a time for what is governed. */
export function locksOf(interaction: Interaction, asked: readonly AskedChange[]): string[] {
  return asked
    .filter((each) => mayBeGoverned(interaction, each))
    .map(({ change }) => lockOf(typeOf(change), idOf(change)))
}

/** The name that stands for one resource. Whoever holds it is alone among those who write what is governed, or patch. */
export function lockOf(type: string, id: string): string {
  return `resource ${type}/${id}`
}

/**
 * Judges and writes within a transaction that holds `locksOf` the changes. Use `inTransaction` for it.
 * @throws Refusal, OutsideAccess
 */
export async function writeWithin(
  interaction: Interaction,
  tx: FhirTransaction,
  asked: readonly AskedChange[],
  note: AuditNote,
): Promise<readonly WriteResult[]> {
  await requireFound(interaction, (access) => (access ? tx.as(access) : tx), asked)
  const results = await tx.write(
    await judged(interaction, tx, asked),
    note,
    asked.map(({ access }) => access),
  )
  await requireMade(interaction, tx, { asked, results })
  return results
}

/** The changes as the program's rules let them be written. They hold for who sees some of a type only as for everybody. */
async function judged(
  interaction: Interaction,
  tx: FhirTransaction,
  asked: readonly AskedChange[],
): Promise<readonly Change[]> {
  const { governs } = interaction.deps
  const replaced = asked.filter(({ change }) => replacesGoverned(governs, change))
  const references = replaced.map(({ change }) => referenceOf(change))
  const whole = tx.as(interaction.guard.whole())
  const found = references.length > 0 ? await whole.readMany(references) : []
  const current = new Map(found.map((stored) => [`${stored.type}/${stored.id}`, stored]))
  const planned = asked.flatMap((each) => planOf(governs, each, current.get(referenceOf(each.change))?.content) ?? [])
  if (planned.length === 0) return asked.map(({ change }) => change)
  const versions = { references, known: new Map(found.map(({ type, id, version }) => [`${type}/${id}`, version])) }
  return judge(interaction, whole, { asked, planned, versions })
}

/**
 * A caller from whom some of a type are hidden puts only what they find: under an id of their own choice they would learn,
 * from the refusal or from the rules that are asked, whether it is taken.
 * @throws OutsideAccess
 */
async function requireFound(
  { guard }: Interaction,
  readerOf: (access: Access | undefined) => Pick<FhirRepository, 'read'>,
  asked: readonly AskedChange[],
): Promise<void> {
  const puts = asked.filter(({ change }) => change.kind === 'put' && guard.hides('u', typeOf(change)))
  const found = await Promise.all(puts.map(({ change, access }) => readerOf(access).read(typeOf(change), idOf(change))))
  const missing = puts.find((_put, at) => !found[at])
  if (missing) throw new OutsideAccess(typeOf(missing.change))
}

/** Whether an update could make what the caller may not create: nothing is there, or it is deleted. */
function mayMakeTooMuch({ guard }: Interaction, { change }: AskedChange): boolean {
  return change.kind === 'put' && !guard.seesAll({ permission: 'c', type: typeOf(change) })
}

/**
 * Who may change but not make resources makes none by an update, and who may make some makes no others.
 * @throws FhirError 403, OutsideAccess
 */
async function requireMade(
  { guard }: Interaction,
  tx: FhirTransaction,
  { asked, results }: { readonly asked: readonly AskedChange[]; readonly results: readonly WriteResult[] },
): Promise<void> {
  for (const [at, each] of asked.entries()) {
    const type = typeOf(each.change)
    if (results[at]?.created !== true || guard.seesAll({ permission: 'c', type })) continue
    if (!guard.allows('c', type)) throw mayNotMake(each)
    if (!(await tx.as(guard.access('c')).read(type, idOf(each.change)))) throw new OutsideAccess(type)
  }
}

function mayNotMake({ change, expression }: AskedChange): FhirError {
  const text = `This token does not allow to create ${typeOf(change)} resources.`
  return fault(403, 'forbidden', text, { expression: expression.replace(/\.resource$/, '') })
}

interface Judging {
  readonly asked: readonly AskedChange[]
  readonly planned: readonly PlannedChange[]
  readonly versions: Versions
}

/** The changes as the rules let them be written. The rules take their locks first, then rows are locked: no circle. */
async function judge(
  { deps, request }: Interaction,
  tx: FhirTransaction,
  { asked, planned, versions }: Judging,
): Promise<readonly Change[]> {
  const subject = new Set(planned.map(({ change }) => change))
  const others = asked.flatMap(({ change }) =>
    change.kind === 'delete' || subject.has(change) ? [] : [change.resource],
  )
  const verdict = await deps.governs.check(tx, planned, request.principal, others).catch(async (error: unknown) => {
    if (error instanceof Refusal) await requireSame(tx, versions)
    throw error
  })
  await requireSame(tx, versions)
  const answers = new Map(planned.map(({ change }, at) => [change, verdict[at] ?? change]))
  return asked.map(({ change }) => answers.get(change) ?? change)
}

interface Versions {
  readonly references: readonly string[]
  readonly known: ReadonlyMap<string, number>
}

/** Locks what is replaced. @throws Overtaken when it is no longer what the rules have judged */
async function requireSame(tx: FhirTransaction, { references, known }: Versions): Promise<void> {
  if (references.length === 0) return
  for (const { type, id, version, deleted } of await tx.readForUpdate(references))
    if (known.get(`${type}/${id}`) !== (deleted ? undefined : version)) throw new Overtaken()
}

/** What a write was made from is no longer current: its transaction must begin again (`inTransaction`). */
export class Overtaken extends Error {}

function planOf(governs: GovernWrites, asked: AskedChange, content: string | undefined): PlannedChange | undefined {
  const { change, expression } = asked
  const current = content ? (JSON.parse(content) as Resource) : undefined
  const resource = change.kind === 'delete' ? undefined : change.resource.parsed
  const judged = current && (governs.governs(current) || isJudgedDeletion(governs, change))
  if (!resource && judged !== true) return undefined
  return {
    change,
    expression,
    ...(change.kind === 'delete' ? {} : { resource: resource ?? sentOf(change) }),
    ...(current ? { current } : {}),
  }
}

/** What replaces something governed is judged too, though by itself it would not be. */
function sentOf({ resource: { head, tail } }: Exclude<Change, { readonly kind: 'delete' }>): Resource {
  return JSON.parse(`${head}0${tail}`) as Resource
}

function mayBeGoverned({ deps }: Interaction, { change }: AskedChange): boolean {
  if (change.kind !== 'delete' && change.resource.parsed) return true
  return replacesGoverned(deps.governs, change)
}

/** Whether a change may take away what the rules have something to say about. */
function replacesGoverned(governs: GovernWrites, change: Change): boolean {
  return change.kind !== 'create' && (governs.types.has(typeOf(change)) || isJudgedDeletion(governs, change))
}

function isJudgedDeletion({ deletions }: GovernWrites, change: Change): boolean {
  return change.kind === 'delete' && deletions.has(change.type)
}

function referenceOf(change: Change): string {
  return `${typeOf(change)}/${idOf(change)}`
}

function typeOf(change: Change): string {
  return change.kind === 'delete' ? change.type : change.resource.type
}

function idOf(change: Change): string {
  return change.kind === 'delete' ? change.id : change.resource.id
}
