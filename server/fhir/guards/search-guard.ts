import { resourceTypes } from '#definitions/resource-types.ts'
import type { Criterion, Include, SearchQuery } from '#ports/search.ts'
import { fault } from '../fault.ts'
import type { Guard } from './rights.ts'

/** A search cut down to what the caller may see, and what of it was cut. */
export interface GuardedSearch {
  readonly query: SearchQuery
  /** Includes from types that the caller may not see: passed over, and said. */
  readonly refused: readonly string[]
}

/**
 * Holds a search to the caller's rights: not only the type searched, but every type that a chain, a `_has` or an include
 * goes through. A chain answers questions about resources that are not shown.
 * @throws FhirError 403
 */
export function guardSearch(guard: Guard, query: SearchQuery): GuardedSearch {
  if (query.type !== 'Resource') guard.require('s', query.type)
  const allowed = ({ source }: Include) => source === '*' || guard.allows('s', source)
  const refused = [...query.include, ...query.revinclude].filter((include) => !allowed(include))
  const types = query.type === 'Resource' ? { types: searchedTypes(guard, query.types) } : {}
  return {
    query: {
      ...query,
      ...types,
      ...hiddenFrom(guard, query),
      where: query.where.map((criterion) => guardCriterion(guard, criterion)),
      include: query.include.filter(allowed),
      revinclude: query.revinclude.filter(allowed).map((include) => fromSearchable(guard, include)),
    },
    refused: refused.map(({ source, param }) => `${source}:${param} (not allowed by this token)`),
  }
}

/** What refers to the matches from any type is found by a search of that type, as where the type is named. */
function fromSearchable(guard: Guard, include: Include): Include {
  if (include.source !== '*') return include
  const sources = resourceTypes.filter((type) => guard.allows('s', type))
  return sources.length === resourceTypes.length ? include : { ...include, sources }
}

/** What may not be shown takes no room among what is included, and nothing is reached through it. */
function hiddenFrom(guard: Guard, { include, revinclude }: SearchQuery): Pick<SearchQuery, 'hidden'> {
  if (include.length + revinclude.length === 0) return {}
  const hidden = resourceTypes.filter((type) => !mayShow(guard, type))
  return hidden.length === 0 ? {} : { hidden }
}

/** Whether a resource that a search includes may be shown. */
export function mayShow(guard: Guard, type: string): boolean {
  return guard.allows('s', type) || guard.allows('r', type)
}

function searchedTypes(guard: Guard, asked: readonly string[] | undefined): readonly string[] {
  for (const type of asked ?? []) guard.require('s', type)
  const types = asked ?? resourceTypes.filter((type) => guard.allows('s', type))
  if (types.length === 0) throw fault(403, 'forbidden', 'This token does not allow to search any resources.')
  return types
}

function guardCriterion(guard: Guard, criterion: Criterion): Criterion {
  if (criterion.kind === 'has') {
    guard.require('s', criterion.source)
    return { ...criterion, where: guardCriterion(guard, criterion.where) }
  }
  if (criterion.kind === 'composite')
    return { ...criterion, values: criterion.values.map((parts) => parts.map((part) => guardCriterion(guard, part))) }
  if (criterion.kind !== 'chain') return criterion
  const targets = criterion.targets.filter((type) => guard.allows('s', type))
  if (targets.length === 0)
    throw fault(403, 'forbidden', `This token does not allow to search ${criterion.targets.join(', ')} resources.`)
  return { ...criterion, targets, where: guardCriterion(guard, criterion.where) }
}
