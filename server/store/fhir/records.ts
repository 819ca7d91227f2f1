import type { StoredResource, Window } from '#ports/fhir-store.ts'
import { existsForAccessAnyType } from '../search/access-test.ts'
import { searchScope } from '../search/search-scope.ts'
import { searchStatement } from '../search/search-statement.ts'
import { typeNumber } from './resource-columns.ts'
import type { Run, StoreContext } from './store-context.ts'
import { readStored } from './stored-row.ts'

const WITHIN = `(r.at_lo is null or r.at_lo < $5 and r.at_hi > $4)`

/** Columns of `readStored`: the row's own patient, then whose record it is read for. */
const COLUMNS = `r.type, r.id, r.version, r.updated, r.deleted, r.content, null as sole, x.patient as whose, r.rid as place`

/** A resource lies with its first patient; of further ones there is a row beside it. */
function recordsText(within: string): string {
  return `select * from (
    select ${COLUMNS} from unnest($3::text[]) x (patient) cross join unnest($2::smallint[]) t (type)
      join resource r on r.tenant = $1 and r.type = t.type and r.patient = x.patient
      where not r.deleted and ${within}
    union all
    select ${COLUMNS} from unnest($3::text[]) x (patient)
      join res_patient p on p.tenant = $1 and p.patient = x.patient and p.type = any($2::smallint[])
      join resource r on r.tenant = $1 and r.type = p.type and r.rid = p.rid and r.version = p.ver
      where not r.deleted and ${within}) found order by place`
}

/**
 * Current resources of the types in the patients' compartments, by patient, in the order in which they came in. One
 * statement, however many patients.
 */
export async function readRecords(
  { access, keys }: Pick<StoreContext, 'access' | 'keys'>,
  run: Run,
  asked: { readonly patients: readonly string[]; readonly types: readonly string[]; readonly within?: Window },
): Promise<ReadonlyMap<string, readonly StoredResource[]>> {
  const { within } = asked
  const window = within ? [within.from, within.to] : []
  const scope = searchScope(access, keys, [asked.types.map(typeNumber), [...new Set(asked.patients)], ...window])
  const conditions = [within ? WITHIN : 'true', existsForAccessAnyType(scope, 'r')]
  const rows = await run(searchStatement(recordsText(conditions.join(' and '))), scope.values.list)
  const records = new Map<string, StoredResource[]>(asked.patients.map((patient) => [patient, []]))
  for (const row of rows) records.get(String(row[7]))?.push(readStored(row))
  return records
}
