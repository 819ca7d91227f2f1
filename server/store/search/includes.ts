import { resourceTypes } from '#definitions/resource-types.ts'
import { searchParametersOf } from '#definitions/search-parameters.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { LeftOut } from '#ports/fhir-store.ts'
import { SearchTooCostly, type Include, type SearchQuery } from '#ports/search.ts'
import { tooLong } from '../connection/prepared-query.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { searchKey } from '../index/key.ts'
import { existsForAccess, existsForAccessAnyType } from './access-test.ts'
import { canonicalLinks, namedByCanonical, namingByCanonical } from './canonical-includes.ts'
import { foundColumns, readFound, type Found } from './found.ts'
import { keyLookUp } from './keys.ts'
import { rowsOfNumbers } from './row-query.ts'
import { parameterOf } from './scope.ts'
import { searchesOf, type SearchRun } from './search-run.ts'
import { searchScope } from './search-scope.ts'
import { PAGE_TEXT, pageStatement, searchStatement } from './search-statement.ts'
import { asNamed } from './versioned-includes.ts'

/**
 * The resources that go with the matches of a page: those that they refer to (`_include`) and those that refer to them
 * (`_revinclude`), with `:iterate` also of what was included. All of them exist for the search's access. None is a match,
 * and none comes twice. Where there are more than the limits allow, the first found stay.
 * https://hl7.org/fhir/R4/search.html#revinclude
 */
export async function includedWith(
  whole: SearchRun,
  { include, revinclude, hidden }: Pick<SearchQuery, 'include' | 'revinclude' | 'hidden'>,
  matches: readonly Found[],
): Promise<{ readonly included: readonly Found[]; readonly left?: LeftOut }> {
  if (include.length === 0 && revinclude.length === 0) return { included: [] }
  const search = without(whole, hidden)
  const { limits } = search
  const known = new Set(matches.map(versionOf))
  const included: Found[] = []
  let asked = { include, revinclude }
  let fresh = matches
  for (let round = 0; fresh.length > 0; round++) {
    if (round > limits.iterations) return { included, left: { limit: 'rounds', most: limits.iterations } }
    const found = await follow(search, asked, fresh)
    fresh = found.filter((one) => !known.has(versionOf(one)) && known.add(versionOf(one)))
    for (const one of fresh) included.push(one)
    requireRoom(included)
    if (included.length > limits.included)
      return { included: included.slice(0, limits.included), left: { limit: 'resources', most: limits.included } }
    asked = {
      include: include.filter(({ iterate }) => iterate),
      revinclude: revinclude.filter(({ iterate }) => iterate),
    }
    if (asked.include.length + asked.revinclude.length === 0) break
  }
  return { included }
}

/** @throws SearchTooCostly */
function requireRoom(included: readonly Found[]): void {
  const characters = included.reduce((sum, { content }) => sum + content.length, 0)
  if (characters > PAGE_TEXT && included.length > 1) throw tooLong(PAGE_TEXT)
}

/** The search in a practice that has nothing of these types. */
function without(search: SearchRun, types: readonly string[] = []): SearchRun {
  if (types.length === 0) return search
  const narrowed = new Map([...(search.access.narrowed ?? []), ...types.map((type) => [type, []] as const)])
  return { ...search, access: { ...search.access, narrowed } }
}

async function follow(
  search: SearchRun,
  { include, revinclude }: { readonly include: readonly Include[]; readonly revinclude: readonly Include[] },
  from: readonly Found[],
): Promise<readonly Found[]> {
  const sources = [...new Set(include.map(({ source }) => source))]
  const found = await Promise.all([
    ...sources.map((source) => {
      const asked = include.filter((one) => one.source === source)
      const rows = from.filter(({ type }) => type === source)
      return referredBy(search, asked, rows)
    }),
    ...revinclude.flatMap((one) =>
      one.source === EVERY
        ? [referringFromAnywhere(search, one, from)]
        : searchesOf(search, one.source).map((each) => referring(each, one, from)),
    ),
    namedByCanonical(search, linksOf(include), from),
    ...linksOf(revinclude).map((link) => namingByCanonical(search, link, from)),
  ])
  return found.flat()
}

/** In place of a source: whatever type refers. */
const EVERY = '*'

/** What rows of one type refer to by some parameters, there and beside. */
async function referredBy(
  search: SearchRun,
  include: readonly Include[],
  rows: readonly Found[],
): Promise<readonly Found[]> {
  if (rows.length === 0) return NO_ROWS
  const [source = ''] = rows.map(({ type }) => type)
  const found = await Promise.all([
    ...searchesOf(search, source).map((one) => referred(one, include, rows)),
    besideReferred(search, include, rows),
  ])
  const links = include.flatMap((one) => parametersOf(one).map((parameter) => ({ include: one, parameter })))
  return asNamed(search, links, rows, found.flat())
}

function linksOf(includes: readonly Include[]) {
  return includes.flatMap((include) => canonicalLinks(include, parametersOf(include)))
}

const NO_ROWS: readonly Found[] = []

/** What rows of one type refer to by some parameters. */
async function referred(
  search: SearchRun,
  include: readonly Include[],
  from: readonly Found[],
): Promise<readonly Found[]> {
  if (from.length === 0) return NO_ROWS
  const { scope, text } = referencesNamed(search, include, from)
  const rows = `${text}
    select ${foundColumns('r')} from f join resource r on r.tenant = $1 and r.type = f.type and r.id = f.id
    where not r.deleted and ${existsForAccessAnyType(scope, 'r')} limit ${search.limits.included + 1}`
  return (await search.run(pageStatement(rows), scope.values.list)).map(readFound)
}

/** What rows of one's own refer to that lies beside them. */
async function besideReferred(
  search: SearchRun,
  include: readonly Include[],
  from: readonly Found[],
): Promise<readonly Found[]> {
  const { beside } = search
  if (!beside || from.length === 0 || !targetsOf(include).some(beside.hasType)) return NO_ROWS
  const { scope, text } = referencesNamed(search, include, from)
  const named = await search.run(searchStatement(`${text} select type, id from f`), scope.values.list)
  if (named.length === 0) return NO_ROWS
  const there = searchScope(beside.search.access, beside.search.keys, [
    named.map(([type]) => Number(type)),
    named.map(([, id]) => String(id)),
  ])
  const rows = `select ${foundColumns('r')} from unnest($2::smallint[], $3::text[]) f (type, id)
    join resource r on r.tenant = $1 and r.type = f.type and r.id = f.id
    where not r.deleted and ${existsForAccessAnyType(there, 'r')} limit ${search.limits.included + 1}`
  return (await beside.search.run(pageStatement(rows), there.values.list)).map(readFound)
}

/** The types that includes may lead to. */
function targetsOf(include: readonly Include[]): readonly string[] {
  const named = include.flatMap((one) =>
    one.target === undefined ? parametersOf(one).flatMap(({ targets }) => targets ?? ['']) : [one.target],
  )
  return named.includes('') ? resourceTypes : [...new Set(named)]
}

/** `f`, a table of the types and ids that rows refer to. The index says which of a row's references are of which parameter. */
function referencesNamed(search: SearchRun, include: readonly Include[], from: readonly Found[]) {
  const links = include.flatMap((one) =>
    parametersOf(one).flatMap(({ number, targets }) => {
      const wanted = one.target === undefined ? targets : [one.target]
      return (wanted ?? ['']).map((target) => ({ number, target }))
    }),
  )
  const types = targetsOf(include)
  const scope = searchScope(search.access, search.keys, [
    from.map(({ rid }) => rid),
    links.map(({ number }) => `${number} r`),
    links.map(({ target }) => target),
    types,
    types.map(typeNumber),
  ])
  const text = `with s as materialized (select r.refs, r.keys from resource r
      where r.tenant = $1 and r.type = ${typeNumber(include[0]?.source ?? '')} and r.rid = any($2::bigint[])),
    f as materialized (select distinct t.type, substr(ref, strpos(ref, '/') + 1) as id
      from s cross join unnest(s.refs) ref
        join unnest($5::text[], $6::smallint[]) t (name, type) on t.name = split_part(ref, '/', 1)
        join unnest($3::text[], $4::text[]) l (link, target) on l.target in ('', t.name)
      where search_key(l.link || ref, ${scope.values.bind(search.keys.bits, 'bigint')}) = any(s.keys))`
  return { scope, text }
}

/** The resources of one type that refer to some rows. */
async function referring(search: SearchRun, include: Include, to: readonly Found[]): Promise<readonly Found[]> {
  const keys = parametersOf(include).flatMap(({ number, targets }) =>
    to
      .filter(({ type }) => targets?.includes(type) !== false && (include.target ?? type) === type)
      .map(({ type, id }) => searchKey(number, 'r', `${type}/${id}`)),
  )
  if (keys.length === 0) return NO_ROWS
  const scope = searchScope(search.access, search.keys)
  const text = `with m as materialized (${keyLookUp(scope, [{ keys }])})
    select ${foundColumns('r')} from ${rowsOfNumbers('m', include.source)} where not r.deleted and ${existsForAccess(scope, include.source, 'r')} limit ${search.limits.included + 1}`
  return (await search.run(pageStatement(text), scope.values.list)).map(readFound)
}

/** What refers to some rows by any reference parameter of any type. What lies beside refers to nobody's own. */
async function referringFromAnywhere(
  search: SearchRun,
  { sources }: Include,
  to: readonly Found[],
): Promise<readonly Found[]> {
  const from = everyReference().filter(({ type }) => sources?.includes(type) !== false)
  const reaching = (type: string) => from.filter(({ targets }) => targets?.includes(type) !== false)
  const links = to.flatMap(({ type, id }) => reaching(type).map((parameter) => ({ parameter, to: `${type}/${id}` })))
  if (links.length === 0) return NO_ROWS
  if (links.length > MOST_LINKS) throw new SearchTooCostly(NAME_TYPES)
  const keys = links.map(({ parameter, to: reference }) => searchKey(parameter.number, 'r', reference))
  const types = [...new Set(links.map(({ parameter }) => typeNumber(parameter.type)))]
  const scope = searchScope(search.access, search.keys, [types])
  const text = `with m as materialized (${keyLookUp(scope, [{ keys }])})
    select ${foundColumns('r')} from (select distinct rid from m) m
      join resource r on r.tenant = $1 and r.type = any($2::smallint[]) and r.rid = m.rid
    where not r.deleted and ${existsForAccessAnyType(scope, 'r')} limit ${search.limits.included + 1}`
  return (await search.run(pageStatement(text), scope.values.list)).map(readFound)
}

/** References looked for at once: a match may be meant by hundreds of parameters. */
const MOST_LINKS = 50_000
const NAME_TYPES =
  '_revinclude=* of so many matches looks for too much. Ask for fewer (_count), or name types: Provenance:*.'

let references: readonly SearchParameter[] | undefined

function everyReference(): readonly SearchParameter[] {
  return (references ??= resourceTypes.flatMap((source) => parametersOf({ source, param: '*', iterate: false })))
}

function parametersOf({ source, param }: Include): readonly SearchParameter[] {
  if (param !== '*') return [parameterOf(source, param, ['reference'])]
  return [...searchParametersOf(source).values()].filter(({ kind }) => kind === 'reference')
}

function versionOf({ type, id, version }: Found): string {
  return `${type}/${id}/${version}`
}
