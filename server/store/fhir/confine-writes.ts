import { resourceTypeName } from '#definitions/resource-types.ts'
import { OutsideAccess, type Change, type StoredResource } from '#ports/fhir-store.ts'
import { statement } from '../connection/statement.ts'
import { existsForAccessAnyType } from '../search/access-test.ts'
import { searchScope } from '../search/search-scope.ts'
import { searchStatement } from '../search/search-statement.ts'
import { follows, storedPatients } from './compartments.ts'
import { typesAndIds } from './read-by-id.ts'
import { typeNumber } from './resource-columns.ts'
import type { Run, StoreContext } from './store-context.ts'
import { idOf, referenceOf, typeOf } from './write-values.ts'

/** Whose rows are asked for. */
export type Asked = Pick<StoreContext, 'access' | 'keys' | 'tenant'>

/** Whether every row of the practice exists for the access: nothing has to be asked before a write. */
export function isUnconfined({ access }: Pick<StoreContext, 'access'>): boolean {
  return access.compartment === 'unrestricted' && access.narrowed === undefined
}

/**
 * Refuses changes to rows that are there but do not exist for their access, and, of a caller confined to patients, resources
 * that are not wholly in their compartments, as they were or as they become. The same words whether something is there or not.
 * @param asked for each change whose rows it is held to
 * @throws OutsideAccess
 */
export async function requireAccess(
  asked: readonly Asked[],
  run: Run,
  { changes, patients }: { readonly changes: readonly Change[]; readonly patients: readonly (readonly string[])[] },
): Promise<void> {
  const written = new Set(changes.map(referenceOf))
  for (const [own, places] of byAsked(asked)) {
    const held = places.flatMap((at) => changes[at] ?? [])
    held.forEach((change, at) => {
      if (change.kind !== 'delete' && !areInside(own, patients[places[at] ?? -1] ?? []))
        throw new OutsideAccess(typeOf(change))
    })
    const named = held.map((change) => ({ type: typeOf(change), id: idOf(change) }))
    await requireExisting(own, run, named)
    await requireOwn(own, run, held)
    if (!isUnconfined(own)) await requireFollowed(own, run, { changes: held, written })
  }
}

/** What is in somebody else's record too (an appointment of two) is not changed or taken away by the one. @throws OutsideAccess */
async function requireOwn(asked: Asked, run: Run, changes: readonly Change[]): Promise<void> {
  if (asked.access.compartment === 'unrestricted') return
  const replaced = changes.filter(({ kind }) => kind !== 'create')
  if (replaced.length === 0) return
  const stored = await storedPatients(asked.tenant, replaced.map(referenceOf), run)
  const shared = replaced.find((change) => {
    const patients = stored.get(referenceOf(change))
    return patients !== undefined && !areInside(asked, patients)
  })
  if (shared) throw new OutsideAccess(typeOf(shared))
}

/** The places of what is asked for by each. */
function byAsked(asked: readonly Asked[]): ReadonlyMap<Asked, readonly number[]> {
  const places = new Map<Asked, number[]>()
  asked.forEach((own, at) => {
    const known = places.get(own)
    if (known) known.push(at)
    else places.set(own, [at])
  })
  return places
}

/** Refuses to speak of what does not exist for this access, whether it is there or not. @throws OutsideAccess */
async function requireFollowed(
  asked: Asked,
  run: Run,
  { changes, written }: { readonly changes: readonly Change[]; readonly written: ReadonlySet<string> },
): Promise<void> {
  for (const change of changes) {
    const spokenOf = new Set(follows(change).filter((reference) => !written.has(reference)))
    if (spokenOf.size === 0) continue
    const { types, ids } = typesAndIds([...spokenOf])
    const named = types.map((type, at) => ({ type: resourceTypeName(type) ?? '', id: ids[at] ?? '' }))
    if ((await count(asked, run, named, true)) < spokenOf.size) throw new OutsideAccess(typeOf(change))
  }
}

/** Refuses rows that are there but do not exist for this access. @throws OutsideAccess */
export async function requireExisting(
  asked: Asked,
  run: Run,
  named: readonly { readonly type: string; readonly id: string }[],
): Promise<void> {
  if (isUnconfined(asked) || named.length === 0) return
  const [there, existing] = await Promise.all([count(asked, run, named, false), count(asked, run, named, true)])
  if (existing < there) throw new OutsideAccess(named[0]?.type ?? 'resource')
}

/**
 * Refuses what a narrowed access (granular scopes) would not see again after it was written.
 * @param asked for each of what was written whose rows it is held to
 * @throws OutsideAccess
 */
export async function requireWritten(
  asked: readonly Asked[],
  run: Run,
  written: readonly StoredResource[],
): Promise<void> {
  for (const [own, places] of byAsked(asked)) {
    const kept = places.flatMap((at) => written[at] ?? []).filter(({ deleted }) => !deleted)
    if (isUnconfined(own) || kept.length === 0) continue
    if ((await count(own, run, kept, true)) < kept.length) throw new OutsideAccess(kept[0]?.type ?? 'resource')
  }
}

function areInside({ access: { compartment } }: Asked, patients: readonly string[]): boolean {
  if (compartment === 'unrestricted') return true
  return patients.length > 0 && patients.every((patient) => compartment.patients.includes(patient))
}

const ROWS = `select count(*) from unnest($2::smallint[], $3::text[]) x (type, id)
  join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id where true`
const THERE = statement(ROWS)

async function count(
  { access, keys, tenant }: Asked,
  run: Run,
  named: readonly { readonly type: string; readonly id: string }[],
  forAccess: boolean,
): Promise<number> {
  const values = [named.map(({ type }) => typeNumber(type)), named.map(({ id }) => id)]
  const scope = searchScope(access, keys, values)
  const [row] = forAccess
    ? await run(searchStatement(`${ROWS} and ${existsForAccessAnyType(scope, 'r')}`), scope.values.list)
    : await run(THERE, [tenant, ...values])
  return Number(row?.[0])
}
