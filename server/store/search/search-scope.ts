import type { Access } from '#ports/access.ts'
import type { SqlValue } from '../connection/statement.ts'
import type { TenantKeys } from '../index/key.ts'
import { rowsOf } from './row-query.ts'
import type { Scope } from './scope.ts'
import { SqlValues } from './sql-values.ts'

/**
 * Begins a statement for an access. Its text may name the tenant as `$1` and `further` values as `$2`, `$3` …; all others
 * are bound as parts of the text are made (`existsForAccess`, `criterionTest`), and lie in `values.list` in the end.
 */
export function searchScope(access: Access, keys: TenantKeys, further: readonly SqlValue[] = []): Scope {
  return { values: new SqlValues([access.tenant.key, ...further]), keys, access, rows: rowsOf }
}
