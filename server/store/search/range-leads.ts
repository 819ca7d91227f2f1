import { searchParameter } from '#definitions/search-parameters.ts'
import type { Criterion, DateValue } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { compositeCode } from '../index/composite.ts'
import { mainDate } from '../index/main-date.ts'
import { datesTest, liesBeside } from './date.ts'
import { quantitiesTest } from './quantity.ts'
import { allOf, anyOf, parameterOf, type Scope } from './scope.ts'
import { sideLookUp } from './side-test.ts'

/** A query over row numbers, some of them twice; more than `many` of them are too many to be gathered. */
export interface RowLookUp {
  readonly many: number
  /** One more than `many` as the limit says that there are more. */
  readonly find: (limit?: number) => string
  /** SQL for whether there are more than so many, where that is told sooner than by finding them. */
  readonly exceeds?: (many: number) => string
}

type LookUp = (scope: Scope, type: string, where: readonly Criterion[]) => RowLookUp | undefined

type Dated = Extract<Criterion, { kind: 'date' }>

/** A page of matches is found sooner by going through the type, if they are many and lie all over it. */
const MANY = 1000
/** What happened last was mostly entered last: going through the type would find it at the very end. */
const MANY_DATED = 10_000
/** All that is left of two criteria is worth being gathered. */
const MANY_OF_BOTH = 20_000

/** By the type's main date, which lies in the row: what ends after an instant, in the order of its end. */
export const byMainDate: LookUp = (scope, type, where) => {
  const dated = where.filter((one): one is Dated => one.kind === 'date' && one.param === mainDate(type))
  const bounded = dated.find(({ values }) => values.every(endsAfter))
  if (!bounded) return undefined
  const rows = () => `from resource c where c.tenant = $1 and c.type = ${typeNumber(type)}
      and ${anyOf(bounded.values.map((value) => endTest(scope, value)))}
      and ${allOf(dated.map(({ values }) => datesTest(scope, ['c.at_lo', 'c.at_hi'], values)))}`
  return {
    many: MANY_DATED,
    find: () => `select c.rid ${rows()}`,
    // The index alone tells.
    exceeds: (many) => `exists (select c.rid ${rows()} offset ${many})`,
  }
}

/** Whether all that the value means ends after an instant that the value gives. */
function endsAfter({ prefix }: DateValue): boolean {
  return prefix === 'eq' || prefix === 'ap' || prefix === 'gt' || prefix === 'ge' || prefix === 'sa'
}

/** What follows for the end of a range from how it stands to the value: said so that the index on the end serves. */
function endTest({ values }: Scope, { prefix, from, to }: DateValue): string {
  const after = `c.at_hi > ${values.bind(prefix === 'gt' || prefix === 'sa' ? to : from, 'bigint')}`
  return prefix === 'eq' ? `(${after} and c.at_hi <= ${values.bind(to, 'bigint')})` : after
}

/** By another date of the type. */
export const byDateBeside: LookUp = (scope, type, where) => {
  const criterion = where.find((one): one is Dated => one.kind === 'date' && liesBeside(type, one.param))
  if (!criterion) return undefined
  const { number } = parameterOf(type, criterion.param, ['date'])
  const find = (limit?: number) =>
    sideLookUp(scope, { table: 'res_date', param: number, limit }, datesTest(scope, ['s.lo', 's.hi'], criterion.values))
  return { many: MANY, find }
}

/** By a number or quantity. */
export const byAmount: LookUp = (scope, type, where) => {
  const criterion = where.find((one) => one.kind === 'quantity' || one.kind === 'number')
  if (criterion?.kind !== 'quantity' && criterion?.kind !== 'number') return undefined
  const { number } = parameterOf(type, criterion.param, [criterion.kind])
  const find = (limit?: number) =>
    sideLookUp(
      scope,
      { table: 'res_quantity', param: number, limit },
      `s.code = 0 and ${quantitiesTest(scope, 's', criterion.values)}`,
    )
  return { many: MANY, find }
}

/** Of a type with a composite of the two: the parameter of the code, of the quantity, and of both together. */
const CODED_AMOUNTS: Readonly<
  Record<string, { readonly code: string; readonly amount: string; readonly both: string }>
> = {
  Observation: { code: 'code', amount: 'value-quantity', both: 'code-value-quantity' },
}

/**
 * By a code and a quantity at once, asked for together (`code-value-quantity=…`) or by themselves: each quantity lies in the
 * index with the codes that it goes with.
 */
export const byCodedAmount: LookUp = (scope, type, where) => {
  const known = CODED_AMOUNTS[type]
  const parameter = known && searchParameter(type, known.both)
  const pairs = parameter && pairsOf(known, where)
  if (!pairs) return undefined
  const { number } = parameter
  const find = (limit?: number) =>
    sideLookUp(
      scope,
      { table: 'res_quantity', param: number, limit },
      anyOf(pairs.map((pair) => pairTest(scope, number, pair))),
    )
  return { many: MANY_OF_BOTH, find }
}

interface CodedAmount {
  readonly code: string
  readonly amount: Extract<Criterion, { kind: 'quantity' | 'number' }>
}

function pairsOf(
  { code, amount, both }: { readonly code: string; readonly amount: string; readonly both: string },
  where: readonly Criterion[],
): readonly CodedAmount[] | undefined {
  const composite = where.find((one) => one.kind === 'composite' && one.param === both)
  if (composite?.kind === 'composite') return composite.values.flatMap(([first, second]) => together(first, second))
  const coded = where.find((one) => one.kind === 'token' && one.param === code && one.modifier === undefined)
  const measured = where.find((one) => one.kind === 'quantity' && one.param === amount)
  const pairs = together(coded, measured)
  return coded?.kind === 'token' && pairs.length === coded.values.length && pairs.length > 0 ? pairs : undefined
}

/** The codes of one criterion, each with the quantity of the other. */
function together(coded: Criterion | undefined, measured: Criterion | undefined): readonly CodedAmount[] {
  if (coded?.kind !== 'token' || (measured?.kind !== 'quantity' && measured?.kind !== 'number')) return []
  return coded.values.flatMap(({ code }) => (code === undefined ? [] : [{ code, amount: measured }]))
}

function pairTest(scope: Scope, param: number, { code, amount }: CodedAmount): string {
  const { code: hash } = compositeCode(param, '', code)
  return allOf([`s.code = ${scope.values.bind(hash, 'bigint')}`, quantitiesTest(scope, 's', amount.values)])
}
