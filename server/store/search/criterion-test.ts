import { indexedParameters } from '../index/parameter-tree.ts'
import { SearchNotSupported, type Criterion } from '#ports/search.ts'
import { chainCondition, referringIds } from './chain.ts'
import { compositeTest } from './composite.ts'
import { dateCriterionTest } from './date.ts'
import { keyTest, keyTestOfAll, type KeyCondition } from './keys.ts'
import { quantityTest } from './quantity.ts'
import { referenceCondition } from './reference.ts'
import { parameterOf, type Scope } from './scope.ts'
import { exactCondition, stringTest } from './string.ts'
import { isNegative, tokenCondition } from './token.ts'
import { uriCondition } from './uri.ts'

/** SQL that holds for the current rows of a type that fulfil a criterion. */
export function criterionTest(scope: Scope, type: string, row: string, criterion: Criterion): string {
  if (!hasKeys(criterion)) return valueTest(scope, type, row, criterion)
  const test = keyTest(scope, row, keyCondition(scope, type, criterion))
  return isExcluding(criterion) ? `not (${test})` : test
}

/** The same for all of several criteria. Keys of which the row must have each are asked for together, and first. */
export function criteriaTests(scope: Scope, type: string, row: string, criteria: readonly Criterion[]): string[] {
  const together: string[] = []
  const tests: string[] = []
  for (const criterion of criteria) {
    const condition = hasKeys(criterion) && !isExcluding(criterion) ? keyCondition(scope, type, criterion) : undefined
    if (condition && condition.among === undefined && condition.keys.length === 1) together.push(...condition.keys)
    else if (condition) tests.push(keyTest(scope, row, condition))
    else tests.push(criterionTest(scope, type, row, criterion))
  }
  return together.length > 0 ? [keyTestOfAll(scope, row, together), ...tests] : tests
}

function isExcluding(criterion: KeyCriterion): boolean {
  return criterion.kind === 'token' && isNegative(criterion)
}

function valueTest(scope: Scope, type: string, row: string, criterion: Exclude<Criterion, KeyCriterion>): string {
  switch (criterion.kind) {
    case 'id':
      return `${row}.id = any(${scope.values.bind(criterion.values, 'text[]')})`
    case 'date':
      return dateCriterionTest(scope, type, row, criterion)
    case 'number':
    case 'quantity':
      return quantityTest(scope, row, parameterOf(type, criterion.param, [criterion.kind]), criterion.values)
    case 'composite':
      return compositeTest(scope, row, parameterOf(type, criterion.param, ['composite']), criterion.values)
    case 'missing':
      return missingTest(scope, type, row, criterion)
    case 'has':
      return `(${row}.id in (${referringIds(scope, type, criterion)})) is true`
    case 'string':
      return stringTest(scope, row, parameterOf(type, criterion.param, ['string']), criterion)
  }
}

/** A criterion that is a question about a row's keys alone. */
export type KeyCriterion =
  | Extract<Criterion, { kind: 'token' | 'reference' | 'uri' | 'chain' }>
  | (Extract<Criterion, { kind: 'string' }> & { readonly modifier: 'exact' })

export function hasKeys(criterion: Criterion): criterion is KeyCriterion {
  const { kind } = criterion
  if (kind === 'string') return criterion.modifier === 'exact'
  return kind === 'token' || kind === 'reference' || kind === 'uri' || kind === 'chain'
}

/** What a criterion asks of the keys of rows of the type, before a negation. */
export function keyCondition(scope: Scope, type: string, criterion: KeyCriterion): KeyCondition {
  switch (criterion.kind) {
    case 'token':
      return tokenCondition(scope, parameterOf(type, criterion.param, ['token']), criterion)
    case 'reference':
      return referenceCondition(parameterOf(type, criterion.param, ['reference']), criterion)
    case 'uri':
      return uriCondition(scope, parameterOf(type, criterion.param, ['uri']), criterion)
    case 'chain':
      return chainCondition(scope, parameterOf(type, criterion.param, ['reference']), criterion)
    case 'string':
      return exactCondition(parameterOf(type, criterion.param, ['string']), criterion.values)
  }
}

function missingTest(
  { values }: Scope,
  type: string,
  row: string,
  { param, missing }: Extract<Criterion, { kind: 'missing' }>,
): string {
  // Every resource has one.
  if (param === '_lastUpdated') return missing ? 'false' : 'true'
  const indexed = indexedParameters(type).find(({ parameter }) => parameter.code === param)
  if (!indexed) throw new SearchNotSupported(`The search parameter ${param} of ${type} has no modifier :missing.`)
  const bit = values.bind(BigInt.asIntN(64, indexed.bit).toString(), 'bigint')
  return `${row}.present & ${bit} ${missing ? '=' : '<>'} 0`
}
