import type { Scope } from './scope.ts'

/** Sorts after every text that a beginning is continued with. */
const LAST = '\u{10ffff}'

/** A query over the keys of a parameter's terms that begin like one of these: each beginning looks into the index. */
export function termsFrom(scope: Scope, param: number, beginnings: readonly string[]): string {
  const { values } = scope
  const bound = values.bind(beginnings, 'text[]')
  return `select t.key from unnest(${bound}) b cross join lateral (select key from term
    where tenant = $1 and param = ${values.bind(param, 'smallint')} and val >= b and val < b || '${LAST}' offset 0) t`
}

/** The same range as a condition on a column. */
export function beginsWith(scope: Scope, column: string, beginning: string): string {
  return `${column} >= ${scope.values.bind(beginning, 'text')} and ${column} < ${scope.values.bind(beginning + LAST, 'text')}`
}
