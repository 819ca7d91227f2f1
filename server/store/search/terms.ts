import type { Scope } from './scope.ts'

/** Sorts after every text that a beginning is continued with. */
const LAST = '\u{10ffff}'

/** A query over the keys of a parameter's terms that begin like this. */
export function termsFrom(scope: Scope, param: number, beginning: string): string {
  const { values } = scope
  return `select key from term where tenant = $1 and param = ${values.bind(param, 'smallint')}
    and val >= ${values.bind(beginning, 'text')} and val < ${values.bind(beginning + LAST, 'text')}`
}

/** The same range as a condition on a column. */
export function beginsWith(scope: Scope, column: string, beginning: string): string {
  return `${column} >= ${scope.values.bind(beginning, 'text')} and ${column} < ${scope.values.bind(beginning + LAST, 'text')}`
}
