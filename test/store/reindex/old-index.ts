import type { Resource } from '@medplum/fhirtypes'
import { typeNumber } from '../../../server/store/fhir/resource-columns.ts'
import type { Database } from '../../../server/store/open-database.ts'

const SIDE = ['res_string', 'res_date', 'res_quantity', 'res_patient']

/** Everything of the index that is in the database, to be compared. */
export async function indexIn({ owner }: Database): Promise<readonly unknown[]> {
  const { rows } = await owner.query<{ line: string }>(`
    select x.line from (
      select to_jsonb(r)::text as line from (
        select tenant, type, id, open, patient, several, at_lo, at_hi, present, refs,
          (select array_agg(k order by k) from unnest(keys) k) as keys
        from ccm.resource where not deleted) r
      ${SIDE.map(
        (table) => `union all select '${table} ' || (to_jsonb(s) - 'ver')::text from ccm.${table} s
          join ccm.resource o on o.tenant = s.tenant and o.rid = s.rid and o.version = s.ver`,
      ).join(' ')}) x order by 1`)
  return rows.map(({ line }) => line)
}

/** Takes all that is indexed away from the rows of some types, as if they had been written by a version that knew nothing. */
export async function loseIndex({ owner }: Database, types: readonly string[]): Promise<void> {
  const numbers = types.map(typeNumber)
  for (const table of SIDE)
    await owner.query(
      `delete from ccm.${table} s using ccm.resource r where r.tenant = s.tenant and r.rid = s.rid and r.type = any($1::smallint[])`,
      [numbers],
    )
  await owner.query(
    `update ccm.resource set keys = '{}', refs = '{}', present = 0, open = false, patient = null, several = false, at_lo = null, at_hi = null
     where type = any($1::smallint[])`,
    [numbers],
  )
}

/** Writes down that some parameters (`*`: the whole row) of a type were indexed by other definitions. */
export async function sayOld({ owner }: Database, type: string, ...parts: readonly string[]): Promise<void> {
  for (const part of parts)
    await owner.query(
      `update ccm.search_index set parts = jsonb_set(parts::jsonb, array[$2], '"old"')::text where type = $1`,
      [typeNumber(type), part],
    )
}

/** So many Observations of a patient, each with a code of its own. */
export function pulses(count: number, patient = 'a', from = 0): Resource[] {
  return Array.from({ length: count }, (_unused, at) => ({
    resourceType: 'Observation',
    id: `pulse${from + at}`,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: `code${from + at}`, display: `Pulse ${from + at}` }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-03-01',
    issued: '2026-03-01T10:00:00Z',
    valueQuantity: { value: from + at, unit: 'beats' },
  }))
}
