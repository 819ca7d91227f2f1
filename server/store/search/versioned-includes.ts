import type { SearchParameter } from '#definitions/search-parameter.ts'
import type { Include } from '#ports/search.ts'
import { solePatientOf } from '../fhir/stored-row.ts'
import { typeNumber } from '../fhir/resource-columns.ts'
import { elementsAt } from '../index/elements-at.ts'
import { isObject, text } from '../index/json.ts'
import { parseReference, type ParsedReference } from '../index/reference.ts'
import { existedForAccessAnyType, existsForAccessAnyType } from './access-test.ts'
import { readFound, type Found } from './found.ts'
import type { SearchRun } from './search-run.ts'
import { searchScope } from './search-scope.ts'
import { pageStatement } from './search-statement.ts'

/** An include by one parameter. */
export interface Link {
  readonly include: Include
  readonly parameter: SearchParameter
}

/**
 * What rows refer to as they name it: `Patient/1/_history/2` brings version 2, in place of the current one unless another
 * reference names that. A version that there is not leaves the current one where it is.
 * https://hl7.org/fhir/R4/search.html#include
 * @param from the rows that refer
 * @param found current versions of what they refer to
 */
export async function asNamed(
  search: SearchRun,
  links: readonly Link[],
  from: readonly Found[],
  found: readonly Found[],
): Promise<readonly Found[]> {
  if (!from.some(({ content }) => content.includes('/_history/'))) return found
  const named = links.flatMap((link) => from.flatMap((row) => referencesOf(row, link)))
  const current = new Map(found.map((row) => [`${row.type}/${row.id}`, row.version]))
  const others = named.filter(
    ({ type, id, version = '' }) => /^\d{1,9}$/.test(version) && current.get(`${type}/${id}`) !== Number(version),
  )
  const versions = await readVersions(search, others)
  const replaced = new Set(versions.map(({ type, id }) => `${type}/${id}`))
  for (const { type, id, version } of named)
    if (version === undefined || current.get(`${type}/${id}`) === Number(version)) replaced.delete(`${type}/${id}`)
  return [...found.filter(({ type, id }) => !replaced.has(`${type}/${id}`)), ...versions]
}

function referencesOf({ type, content }: Found, { include, parameter }: Link): readonly ParsedReference[] {
  if (type !== include.source) return []
  const resource: unknown = JSON.parse(content)
  return parameter.paths.flatMap((path) =>
    elementsAt(resource, path).flatMap((value) => {
      const parsed = isObject(value) ? parseReference(text(value, 'reference') ?? '') : undefined
      const target = include.target ?? path.target
      return parsed && parsed.base === undefined && (target === undefined || parsed.type === target) ? [parsed] : []
    }),
  )
}

async function readVersions(search: SearchRun, named: readonly ParsedReference[]): Promise<readonly Found[]> {
  const distinct = [...new Map(named.map((one) => [`${one.type}/${one.id}/${one.version ?? ''}`, one])).values()]
  if (distinct.length === 0) return []
  const scope = searchScope(search.access, search.keys, [
    distinct.map(({ type }) => typeNumber(type)),
    distinct.map(({ id }) => id),
    distinct.map(({ version }) => Number(version)),
  ])
  const statement = `select h.type, h.id, h.version, h.updated, r.rid::text, h.content, ${solePatientOf('r')}
    from unnest($2::smallint[], $3::text[], $4::int[]) f (type, id, version)
      join history h on h.tenant = $1 and h.type = f.type and h.id = f.id and h.version = f.version and not h.deleted
      join resource r on r.tenant = $1 and r.type = f.type and r.id = f.id
    where not r.deleted and ${existsForAccessAnyType(scope, 'r')} and ${existedForAccessAnyType(scope, 'h')}`
  return (await search.run(pageStatement(statement), scope.values.list)).map(readFound)
}
