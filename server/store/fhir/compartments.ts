import type { Change } from '#ports/fhir-store.ts'
import { statement, type Row, type SqlValue, type Statement } from '../connection/statement.ts'
import { patientsOf, typeNumber } from './resource-columns.ts'
import { referenceOf } from './write-values.ts'

type Run = (statement: Statement, values: readonly SqlValue[]) => Promise<readonly Row[]>

const PATIENTS_OF = statement(`
  select x.type_name || '/' || r.id, r.patient from unnest($2::smallint[], $3::text[], $4::text[]) x (type, type_name, id)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id where r.patient is not null
  union all
  select x.type_name || '/' || r.id, p.patient from unnest($2::smallint[], $3::text[], $4::text[]) x (type, type_name, id)
    join resource r on r.tenant = $1 and r.type = x.type and r.id = x.id
    join res_patient p on p.tenant = $1 and p.rid = r.rid and p.ver = r.version`)

/**
 * The compartments of each change's resource. One that has no patient of its own but speaks of others (Provenance) shares
 * theirs: those written with it, and those stored already.
 */
export async function compartments(
  tenant: number,
  changes: readonly Change[],
  run: Run,
): Promise<readonly (readonly string[])[]> {
  const own = changes.map((change) => (change.kind === 'delete' ? [] : patientsOf(change.resource)))
  const followed = [...new Set(changes.flatMap(follows))]
  if (followed.length === 0) return own
  const known = new Map(changes.map((change, at) => [referenceOf(change), own[at] ?? []]))
  const stored = await storedPatients(
    tenant,
    followed.filter((reference) => !known.get(reference)?.length),
    run,
  )
  const lookUp = (reference: string) => [...(known.get(reference) ?? []), ...(stored.get(reference) ?? [])]
  return changes.map((change, at) => {
    const patients = own[at] ?? []
    return patients.length > 0 ? patients : [...new Set(follows(change).flatMap(lookUp))]
  })
}

/** What a resource speaks of whose compartments it shares: `Type/id` of each. A version belongs where its resource does. */
export function follows(change: Change): readonly string[] {
  const references = change.kind === 'delete' ? [] : (change.resource.index.follows ?? [])
  return references.map((reference) => reference.replace(/\/_history\/[^/]*$/, ''))
}

/** Whose compartments stored resources are in: by `Type/id`; those of nobody are left out. */
export async function storedPatients(
  tenant: number,
  references: readonly string[],
  run: Run,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const parts = references.flatMap((reference) => {
    const [, type = '', id = ''] = /^([A-Z][A-Za-z]+)\/([^/]+)/.exec(reference) ?? []
    return type ? [{ type, id }] : []
  })
  const found = new Map<string, string[]>()
  if (parts.length === 0) return found
  const types = parts.map(({ type }) => type)
  const rows = await run(PATIENTS_OF, [tenant, types.map(typeNumber), types, parts.map(({ id }) => id)])
  for (const [reference, patient] of rows as readonly [string, string][])
    found.set(reference, [...(found.get(reference) ?? []), patient])
  return found
}
