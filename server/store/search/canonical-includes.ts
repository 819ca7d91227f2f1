import type { SearchParameter } from '#definitions/search-parameter.ts'
import { resourceTypes } from '#definitions/resource-types.ts'
import type { Include } from '#ports/search.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { canonicalParameter, leadsByCanonical } from '#definitions/canonical-parameter.ts'
import { elementsAt } from '../index/elements-at.ts'
import { searchKey } from '../index/key.ts'
import { existsForAccess, existsForAccessAnyType } from './access-test.ts'
import { foundColumns, readFound, type Found } from './found.ts'
import { keyLookUp } from './keys.ts'
import { rowsOfNumbers } from './row-query.ts'
import { searchesOf, type SearchRun } from './search-run.ts'
import { searchScope } from './search-scope.ts'
import { pageStatement } from './search-statement.ts'

/** An include by one parameter that leads by canonical URLs. */
interface CanonicalLink {
  readonly include: Include
  readonly parameter: SearchParameter
}

/** Of an include's parameters those that lead by canonical URLs and not by references alone. */
export function canonicalLinks(include: Include, parameters: readonly SearchParameter[]): readonly CanonicalLink[] {
  return parameters.filter(leadsByCanonical).map((parameter) => ({ include, parameter }))
}

/**
 * What rows name by canonical URL: `CarePlan:instantiates-canonical` brings the PlanDefinition. With a version exactly that
 * one, without one the latest. https://hl7.org/fhir/R4/references.html#canonical
 */
export async function namedByCanonical(
  search: SearchRun,
  links: readonly CanonicalLink[],
  from: readonly Found[],
): Promise<readonly Found[]> {
  const named = links.flatMap(({ include, parameter }) =>
    from
      .filter(({ type }) => type === include.source)
      .flatMap((row) => canonicalsOf(row, parameter))
      .flatMap((canonical) => typesOf(include, parameter).map((type) => ({ type, canonical }))),
  )
  const wanted = new Map(
    [...Map.groupBy(named, ({ type }) => type)].map(([type, all]) => [type, new Set(all.map((one) => one.canonical))]),
  )
  const keys = [...wanted].flatMap(([type, canonicals]) => keysOf(type, canonicals))
  if (keys.length === 0) return []
  const searches = search.beside ? [search, search.beside.search] : [search]
  const found = await Promise.all(searches.map((one) => withKeys(one, keys, [...wanted.keys()])))
  return current(found.flat(), wanted)
}

/** What names rows by canonical URL, with their version or none: `_revinclude=CarePlan:instantiates-canonical`. */
export async function namingByCanonical(
  search: SearchRun,
  { include, parameter }: CanonicalLink,
  to: readonly Found[],
): Promise<readonly Found[]> {
  const types = typesOf(include, parameter)
  const named = to.filter(({ type }) => types.includes(type)).map(nameOf)
  const keys = named.flatMap(({ url }) => (url === undefined ? [] : [searchKey(parameter.number, 'u', url)]))
  if (keys.length === 0) return []
  const found = await Promise.all(searchesOf(search, include.source).map((one) => ofType(one, keys, include.source)))
  const names = new Set(named.flatMap(({ url, version }) => [url, `${url ?? ''}|${version ?? ''}`]))
  return found.flat().filter((row) => canonicalsOf(row, parameter).some((canonical) => names.has(canonical)))
}

function typesOf({ target }: Include, { targets }: SearchParameter): readonly string[] {
  return target === undefined ? (targets ?? withUrls()) : [target]
}

let urlTypes: readonly string[] | undefined

function withUrls(): readonly string[] {
  return (urlTypes ??= resourceTypes.filter((type) => canonicalParameter(type)))
}

/** The canonicals that a row holds for a parameter; what follows `#` is within the resource named. */
function canonicalsOf({ content }: Found, { paths }: SearchParameter): readonly string[] {
  const resource: unknown = JSON.parse(content)
  const held = paths.flatMap((path) => elementsAt(resource, path))
  return held.flatMap((value) => (typeof value === 'string' ? (value.split('#', 1)[0] ?? []) : []))
}

function keysOf(type: string, canonicals: Iterable<string>): readonly string[] {
  const parameter = canonicalParameter(type)
  return parameter ? [...canonicals].map((canonical) => searchKey(parameter.number, 'u', canonical)) : []
}

/** Rows of several types that have one of the keys; a key is of one type. */
async function withKeys(
  search: SearchRun,
  keys: readonly string[],
  types: readonly string[],
): Promise<readonly Found[]> {
  const scope = searchScope(search.access, search.keys)
  const text = `with m as materialized (${keyLookUp(scope, [{ keys }])})
    select ${foundColumns('r')} from (select distinct rid from m) m join resource r on r.tenant = $1
      and r.type = any(${scope.values.bind(types.map(typeNumber), 'smallint[]')}) and r.rid = m.rid
    where not r.deleted and ${existsForAccessAnyType(scope, 'r')} limit ${search.limits.included + 1}`
  return (await search.run(pageStatement(text), scope.values.list)).map(readFound)
}

async function ofType(search: SearchRun, keys: readonly string[], type: string): Promise<readonly Found[]> {
  const scope = searchScope(search.access, search.keys)
  const text = `with m as materialized (${keyLookUp(scope, [{ keys }])})
    select ${foundColumns('r')} from ${rowsOfNumbers('m', type)}
    where not r.deleted and ${existsForAccess(scope, type, 'r')} limit ${search.limits.included + 1}`
  return (await search.run(pageStatement(text), scope.values.list)).map(readFound)
}

interface Name {
  readonly url: string | undefined
  readonly version: string | undefined
}

function nameOf({ content }: Found): Name {
  const { url, version } = JSON.parse(content) as { readonly url?: unknown; readonly version?: unknown }
  return {
    url: typeof url === 'string' ? url : undefined,
    version: typeof version === 'string' ? version : undefined,
  }
}

/** Leaves out what is only an older version of what was named without a version. */
function current(found: readonly Found[], wanted: ReadonlyMap<string, ReadonlySet<string>>): readonly Found[] {
  const named = found.map((row) => ({ row, ...nameOf(row) }))
  const latest = new Map<string, string>()
  for (const { row, url, version = '' } of named) {
    const key = `${row.type} ${url ?? ''}`
    const known = latest.get(key)
    if (known === undefined || isLater(version, known)) latest.set(key, version)
  }
  return named
    .filter(({ row, url = '', version = '' }) => {
      const canonicals = wanted.get(row.type)
      if (canonicals?.has(`${url}|${version}`) === true) return true
      return canonicals?.has(url) === true && latest.get(`${row.type} ${url}`) === version
    })
    .map(({ row }) => row)
}

/** Versions have no order of their own; numbers in them count as numbers. */
function isLater(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) > 0
}
