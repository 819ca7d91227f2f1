import type { Criterion } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { existsForAccess } from './access-test.ts'
import { criteriaTests, criterionTest } from './criterion-test.ts'
import { asksForOpen, isLastChange, leadTo, type Lead } from './lead.ts'
import { allOf, type Scope } from './scope.ts'

/** The alias of the rows of `resource` in the parts below. */
const ROW = 'r'

/** A search for rows of one type, in parts that go together in one statement. */
export interface RowQuery {
  readonly lead: Lead
  /** What holds for every row that is found and an index may help with: current, of the type, not deleted. */
  readonly base: string
  /** What else holds for those rows, among the ones that the lead leads to, that are found. */
  readonly test: string
  /** What else holds for those rows among all of the type. */
  readonly whole: () => string
}

/** Says in SQL what rows of a type fulfil all criteria and exist for the scope's access. */
export function rowQuery(scope: Scope, type: string, where: readonly Criterion[]): RowQuery {
  const { lead, rest } = leadTo(scope, type, where)
  const base = allOf([
    `${ROW}.tenant = $1 and ${ROW}.type = ${typeNumber(type)} and not ${ROW}.deleted`,
    ...(lead.kind === 'ids' ? [`${ROW}.id = ${lead.ids}`] : []),
    ...(asksForOpen(type, where) ? [`${ROW}.open`] : []),
    ...rest.filter(isLastChange).map((criterion) => criterionTest(scope, type, ROW, criterion)),
  ])
  const test = allOf([
    ...criteriaTests(
      scope,
      type,
      ROW,
      rest.filter((criterion) => !isLastChange(criterion)),
    ),
    ...[existsForAccess(scope, type, ROW)].filter((exists) => exists !== 'true'),
  ])
  const seen = where.filter((criterion) => !rest.includes(criterion))
  // What a walk asks of each row it asks in this order: keys first, which lie in the row.
  const whole = () => allOf([...criteriaTests(scope, type, ROW, seen), test])
  return { lead, base, test, whole }
}

/**
 * The rows to which a lead leads, as what stands after `from`, and the tables to be named before. All of them, some of which
 * the test will not let pass.
 */
export function ledRows(scope: Scope, type: string, lead: Lead): { readonly before: string; readonly from: string } {
  switch (lead.kind) {
    case 'ids':
    case 'open':
    case 'all':
      return { before: '', from: `resource ${ROW}` }
    case 'patients':
      return { before: '', from: `(${patientRows(scope, type, lead)}) ${ROW}` }
    case 'changed':
    case 'rows': {
      const led = scope.values.alias()
      return { before: `with ${led} as materialized (${lead.find()})`, from: rowsOfNumbers(led, type) }
    }
  }
}

/** The rows of a type whose numbers a table `rid` gives, each once: looked up one by one, never found by going through all. */
export function rowsOfNumbers(led: string, type: string): string {
  return `(select distinct rid from ${led}) led cross join lateral (
    select * from resource where tenant = $1 and type = ${typeNumber(type)} and rid = led.rid offset 0) ${ROW}`
}

/** `Scope.rows`. */
export function rowsOf(
  scope: Scope,
  type: string,
  where: readonly Criterion[],
  select: (row: string) => string,
): string {
  const { lead, base, test } = rowQuery(scope, type, where)
  const { before, from } = ledRows(scope, type, lead)
  return `(${before} select ${select(ROW)} from ${from} where ${base} and ${test})`
}

/** Rows that lie with a patient, and, unless it is these alone, those that lie with another and are this one's too. */
function patientRows({ values }: Scope, type: string, { patients, main }: Extract<Lead, { kind: 'patients' }>): string {
  const [only = '', ...more] = patients
  // Of one patient the planner knows that it is few rows.
  const among = more.length === 0 ? values.bind(only, 'text') : `any(${values.bind(patients, 'text[]')})`
  const own = `tenant = $1 and type = ${typeNumber(type)}`
  const first = `select * from resource where ${own} and patient = ${among}`
  if (main) return first
  return `${first} union all select * from resource where ${own} and not (patient = ${among}) and rid in (
    select rid from res_patient where ${own} and patient = ${among})`
}
