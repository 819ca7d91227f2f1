import { searchParameter } from '#definitions/search-parameters.ts'
import type { Criterion, SearchQuery } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { OPEN_TASK, patientCodeKey } from '../index/indexer.ts'
import { isMainPatient } from '../index/main-patient.ts'
import { confinedTo } from './access-test.ts'
import { referringIds } from './chain.ts'
import { hasKeys, keyCondition, type KeyCriterion } from './criterion-test.ts'
import { keyLookUp } from './keys.ts'
import { patientsNamed } from './reference.ts'
import { parameterOf, type Scope } from './scope.ts'
import { dateCriterionTest } from './date.ts'
import { byAmount, byCodedAmount, byDateBeside, byMainDate, type RowLookUp } from './range-leads.ts'
import { stringLookUp } from './string.ts'
import { isNegative, isSelective } from './token.ts'

/** What leads to the rows of a search. The database's planner cannot choose: it knows nothing about what keys stand for. */
export type Lead =
  /** A condition on `id`, as SQL. */
  | { readonly kind: 'ids'; readonly ids: string }
  /** The compartments of patients; of these only the rows that lie with a patient where `main`. */
  | { readonly kind: 'patients'; readonly patients: readonly string[]; readonly main: boolean }
  /**
   * A query over row numbers, some of them twice. Where more than `many` are too many, going through all rows is better;
   * `find` then takes a limit, one more than which says so.
   */
  | {
      readonly kind: 'rows'
      readonly many?: number
      readonly find: (limit?: number) => string
      readonly exceeds?: RowLookUp['exceeds']
      /** Another query over row numbers, of all that the search asks, tried before going through all rows. */
      readonly next?: RowLookUp
    }
  /** The same of rows that changed in a time; in the order of their changes an index gives them. */
  | ({ readonly kind: 'changed' } & RowLookUp)
  /** Work that is still to be done, of which there is little. */
  | { readonly kind: 'open' }
  /** All rows of the type. */
  | { readonly kind: 'all' }

/** The lead, and the criteria that it has not seen to. */
interface Led {
  readonly lead: Lead
  readonly rest: readonly Criterion[]
}

const FEW_PATIENTS = 8

/** More rows than this that an index leads to are not gathered: going through the type in order finds a page sooner. */
const MANY = 1000
const MANY_OF_WHICH_FEW = 5000
/** What changed last was often made last: going through the type would find it at the very end. */
const MANY_CHANGED = 20_000

type Choose = (scope: Scope, type: string, where: readonly Criterion[]) => Led | undefined

/** Chooses what leads to the rows of a type: the index that leads to the fewest, as far as the criteria tell. */
export function leadTo(scope: Scope, type: string, where: readonly Criterion[]): Led {
  for (const choose of BEST_FIRST) {
    const led = choose(scope, type, where)
    if (led) return led
  }
  return { lead: { kind: 'all' }, rest: where }
}

const byId: Choose = ({ values }, _type, where) => {
  const criterion = where.find(({ kind }) => kind === 'id')
  if (criterion?.kind !== 'id') return undefined
  return {
    lead: { kind: 'ids', ids: `any(${values.bind(criterion.values, 'text[]')})` },
    rest: without(where, criterion),
  }
}

/** Identifiers, telephone numbers, addresses of mail: few resources share one. */
const byIdentity: Choose = (scope, type, where) => {
  const criterion = where.find((one) => namesIdentity(type, one))
  if (!criterion || !hasKeys(criterion)) return undefined
  const find = (limit?: number) => keyLookUp(scope, [keyCondition(scope, type, criterion)], limit)
  return { lead: { kind: 'rows', find }, rest: without(where, criterion) }
}

function namesIdentity(type: string, criterion: Criterion): boolean {
  if (criterion.kind === 'reference') return criterion.modifier === 'identifier'
  if (criterion.kind !== 'token' || isNegative(criterion) || criterion.modifier === 'text') return false
  const parameter = searchParameter(type, criterion.param)
  return parameter !== undefined && isSelective(parameter) && criterion.values.every(({ code }) => code !== undefined)
}

/** Of one patient's hundreds of Observations those with a code: keys of their own stand for the two together. */
const byPatientAndCode: Choose = (scope, type, where) => {
  if (type !== 'Observation') return undefined
  const [patient, ...others] = namedPatients(type, where)?.patients ?? []
  const coded = where.find((one) => one.kind === 'token' && one.param === 'code' && one.modifier === undefined)
  if (patient === undefined || others.length > 0 || coded?.kind !== 'token') return undefined
  const codes = coded.values.flatMap(({ system, code }) =>
    code === undefined ? [] : [system === undefined ? code : `${system}|${code}`],
  )
  if (codes.length < coded.values.length) return undefined
  const keys = codes.map((code) => patientCodeKey(patient, code))
  const find = (limit?: number) => keyLookUp(scope, [{ keys }], limit)
  // The patient stays a criterion: the compartment may have been reached by another element.
  return { lead: { kind: 'rows', find }, rest: without(where, coded) }
}

const byPatient: Choose = (_scope, type, where) => {
  const named = namedPatients(type, where)
  return named && { lead: { kind: 'patients', ...named }, rest: where }
}

function namedPatients(
  type: string,
  where: readonly Criterion[],
): { readonly patients: readonly string[]; readonly main: boolean } | undefined {
  for (const criterion of where) {
    if (criterion.kind !== 'reference') continue
    const parameter = parameterOf(type, criterion.param, ['reference'])
    const patients = patientsNamed(parameter, criterion)
    if (patients) return { patients: [...new Set(patients)], main: isMainPatient(parameter) }
  }
  return undefined
}

/**
 * Whether a search stays within the records of a few patients that it names, and asks there for nothing but keys, dates and
 * values of the rows themselves: it is over in a moment, however large the practice.
 */
export function staysWithPatients({ type, where, include, revinclude }: SearchQuery): boolean {
  if (type === 'Resource' || include.length > 0 || revinclude.length > 0) return false
  if (where.some(({ kind }) => kind === 'chain' || kind === 'has')) return false
  const patients = namedPatients(type, where)?.patients
  return patients !== undefined && patients.length <= FEW_PATIENTS
}

const byReferrers: Choose = (scope, type, where) => {
  const criterion = where.find(({ kind }) => kind === 'has')
  if (criterion?.kind !== 'has') return undefined
  const ids = `any(array(${referringIds(scope, type, criterion)}))`
  return { lead: { kind: 'ids', ids }, rest: without(where, criterion) }
}

const byConfinement: Choose = ({ access }, type, where) => {
  const patients = confinedTo(access, type)
  return patients && patients.length <= FEW_PATIENTS
    ? { lead: { kind: 'patients', patients, main: false }, rest: where }
    : undefined
}

/** All criteria that are a single key each are looked up together, else the first of the others. */
const byKeys: Choose = (scope, type, where) => {
  const keyed = where.filter((one): one is KeyCriterion => hasKeys(one) && !(one.kind === 'token' && isNegative(one)))
  const single = keyed.filter(isSingle)
  if (asksForOpen(type, keyed) && keyed.every(({ param }) => param === 'status'))
    return { lead: { kind: 'open' }, rest: where }
  const used = single.length > 0 ? single : keyed.toSorted((a, b) => promise(a) - promise(b)).slice(0, 1)
  const unsure = used.every(({ kind }) => kind === 'token')
  if (used.length === 0 || (unsure && where.some(isLastChange))) return undefined
  const find = (limit?: number) =>
    keyLookUp(
      scope,
      used.map((criterion) => keyCondition(scope, type, criterion)),
      limit,
    )
  const rest = without(where, ...used)
  // With further criteria fewer of the rows are found, and going through the type would take longer for a page.
  const many = rest.length > 0 ? MANY_OF_WHICH_FEW : MANY
  const next = byMainDate(scope, type, where)
  return { lead: { kind: 'rows', many, find, ...(next ? { next } : {}) }, rest }
}

/** Whether all that can be found is work that is still to be done: Tasks in a state that is no end. */
export function asksForOpen(type: string, where: readonly Criterion[]): boolean {
  return (
    type === 'Task' &&
    where.some(
      (one) =>
        one.kind === 'token' &&
        one.param === 'status' &&
        one.modifier === undefined &&
        one.values.every(({ system, code }) => system === undefined && code !== undefined && OPEN_TASK.includes(code)),
    )
  )
}

function isSingle(criterion: KeyCriterion): boolean {
  if (criterion.kind === 'chain' || criterion.values.length !== 1) return false
  if (criterion.kind === 'token')
    return criterion.modifier !== 'text' && criterion.values.every(({ code }) => code !== undefined)
  if (criterion.kind === 'uri') return criterion.modifier === undefined
  if (criterion.kind === 'string') return true
  return criterion.values.every(({ type, id, url }) => url !== undefined || (type !== undefined && id !== undefined))
}

const ORDER: Readonly<Record<KeyCriterion['kind'], number>> = { reference: 0, string: 1, chain: 2, uri: 3, token: 4 }

function promise({ kind }: KeyCriterion): number {
  return ORDER[kind]
}

const byBeginning: Choose = (scope, type, where) => {
  const criterion = where.find((one) => one.kind === 'string' && one.modifier === undefined)
  if (criterion?.kind !== 'string') return undefined
  const parameter = parameterOf(type, criterion.param, ['string'])
  const find = (limit?: number) => stringLookUp(scope, parameter, criterion, limit)
  // Values of superseded versions lead here too, so the criterion is tested again.
  return { lead: { kind: 'rows', many: MANY, find }, rest: where }
}

const byChange: Choose = (scope, type, where) => {
  const criterion = where.find(isLastChange)
  if (!criterion) return undefined
  const find = (limit?: number) =>
    `select c.rid from resource c where c.tenant = $1 and c.type = ${typeNumber(type)}
      and ${dateCriterionTest(scope, type, 'c', criterion)} ${limit === undefined ? '' : `limit ${limit}`}`
  return { lead: { kind: 'changed', many: MANY_CHANGED, find }, rest: where }
}

/** Whether the criterion is about when a resource last changed, which lies in the row and in an index. */
export function isLastChange(criterion: Criterion): criterion is Extract<Criterion, { kind: 'date' }> {
  return criterion.kind === 'date' && criterion.param === '_lastUpdated'
}

/** Codes with quantities, dates, and what lies beside the row. */
const byCodedAmounts: Choose = (scope, type, where) => ledBy(byCodedAmount(scope, type, where), where)

const byRange: Choose = (scope, type, where) => {
  const found = [byMainDate, byDateBeside, byAmount].map((lookUp) => lookUp(scope, type, where))
  const [first, next] = found.filter((one) => one !== undefined)
  return ledBy(first, where, next)
}

/** By row numbers. Those of superseded versions lead here too, so everything is tested again. */
function ledBy(lookUp: RowLookUp | undefined, where: readonly Criterion[], next?: RowLookUp): Led | undefined {
  return lookUp && { lead: { kind: 'rows', ...lookUp, ...(next ? { next } : {}) }, rest: where }
}

function without(where: readonly Criterion[], ...seen: readonly Criterion[]): readonly Criterion[] {
  return where.filter((criterion) => !seen.includes(criterion))
}

const BEST_FIRST: readonly Choose[] = [
  byId,
  byIdentity,
  byPatientAndCode,
  byPatient,
  byReferrers,
  byConfinement,
  byCodedAmounts,
  byKeys,
  byBeginning,
  byChange,
  byRange,
]
