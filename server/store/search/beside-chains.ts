import { SearchTooCostly, type Criterion, type SearchQuery } from '#ports/search.ts'
import { foundColumns, type Found } from './found.ts'
import type { BesideSearch, SearchRun } from './search-run.ts'
import { typePage } from './type-search.ts'

/** More resources than a chain should lead to beside one's own. */
const MOST = 1000

/**
 * A search whose chains lead also to what lies beside the access's own rows (the guide's): that is looked up first, as no
 * statement sees both.
 * @throws SearchTooCostly
 */
export async function leadBeside({ beside }: SearchRun, query: SearchQuery): Promise<SearchQuery> {
  if (!beside || !query.where.some(({ kind }) => kind === 'chain' || kind === 'has')) return query
  return { ...query, where: await Promise.all(query.where.map((criterion) => led(beside, criterion))) }
}

async function led(beside: BesideSearch, criterion: Criterion): Promise<Criterion> {
  if (criterion.kind === 'has') return { ...criterion, where: await led(beside, criterion.where) }
  if (criterion.kind !== 'chain') return criterion
  const where = await led(beside, criterion.where)
  const types = criterion.targets.filter(beside.hasType)
  const found = await Promise.all(types.map((type) => foundBeside(beside, type, where)))
  return { ...criterion, where, beside: found.flat().flatMap(namesOf) }
}

async function foundBeside({ search }: BesideSearch, type: string, where: Criterion): Promise<readonly Found[]> {
  const all = { type, where: [where], sort: [], count: MOST, include: [], revinclude: [], total: 'none' } as const
  const page = await typePage(search, all, undefined, foundColumns)
  if (page.length > MOST) throw new SearchTooCostly(`The chain leads to more than ${MOST} resources.`)
  return page.map(({ found }) => found)
}

/** By what another resource may name it. */
function namesOf({ type, id, content }: Found): readonly string[] {
  const { url } = JSON.parse(content) as { readonly url?: unknown }
  return [`${type}/${id}`, ...(typeof url === 'string' ? [url] : [])]
}
