import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import type { FhirRepository, LeftOut, SearchPage, StoredResource } from '#ports/fhir-store.ts'
import type { Criterion, SearchQuery } from '#ports/search.ts'
import { bundleText, outcomeEntry, searchEntry, type BundleLink } from '../bundle-text.ts'
import { header, type FhirRequest, type FhirResponse } from '../exchange.ts'
import { guardSearch, mayShow } from '../guards/search-guard.ts'
import type { Interaction, Route } from '../interaction.ts'
import { mediaType, unsupported } from '../media-types.ts'
import { presentationOfPairs, textResponse } from '../respond.ts'
import { searchContext } from '../search/context-of.ts'
import { CURSOR, parseSearch, type ParsedSearch } from '../search/parse-search.ts'
import { parsePairs, printPairs, type Pair } from '../search/query-string.ts'

/** `GET [type]?…`, `GET [base]?…`, and both by `POST …/_search`. https://hl7.org/fhir/R4/http.html#search */
export const searchRoute: Route = async (interaction) => {
  const { target, guard } = interaction
  const type = (target.kind === 'type' || target.kind === 'search' ? target.type : undefined) ?? 'Resource'
  return runSearch(interaction, {
    type,
    path: type === 'Resource' ? '' : `/${type}`,
    repository: () => guard.repository('s'),
  })
}

/** What is searched, where its links lead, and which rows there are. */
export interface SearchPlace {
  readonly type: string
  readonly types?: readonly string[]
  readonly path: string
  readonly patient?: string
  readonly repository: () => FhirRepository
}

/** Runs a search within the caller's rights and joins its Bundle. */
export async function runSearch(interaction: Interaction, place: SearchPlace): Promise<FhirResponse> {
  const { request, deps, preferences, guard } = interaction
  const pairs = await pairsOf(request)
  if (request.method === 'POST') interaction.trace.query = printPairs(pairs)
  const parsed = parseSearch(searchContext(deps), place.type, pairs, preferences.handling)
  const asked = place.types ? { ...parsed.query, types: common(place.types, parsed.query.types) } : parsed.query
  const { query, refused } = guardSearch(guard, asked)
  const page = await place.repository().search(query)
  const included = page.included.filter(({ type }) => mayShow(guard, type))
  noteSearch(interaction, place, query, [...page.matches, ...included])
  return textResponse(
    bundleText(deps.base, {
      type: 'searchset',
      ...(page.total === undefined ? {} : { total: page.total }),
      links: linksOf(place.path, parsed, page),
      entries: entriesOf(deps.base, { ...page, included }, pairs, warnings(parsed, refused, page)),
    }),
  )
}

function common(types: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  return asked ? types.filter((type) => asked.includes(type)) : types
}

/** The parameters of a search: of the URL, and of a form that was posted. */
async function pairsOf(request: FhirRequest): Promise<Pair[]> {
  const pairs = parsePairs(request.query)
  if (request.method !== 'POST') return pairs
  const body = await request.body()
  if (body.byteLength === 0) return pairs
  const contentType = header(request, 'content-type')
  if (mediaType(contentType ?? '') !== FORM) throw unsupported(contentType, FORM)
  return [...pairs, ...parsePairs(new TextDecoder().decode(body))]
}

const FORM = 'application/x-www-form-urlencoded'

function entriesOf(
  base: string,
  { matches, included }: SearchPage,
  pairs: readonly Pair[],
  issues: readonly OperationOutcomeIssue[],
): string[] {
  const presentation = presentationOfPairs(pairs)
  const entries = matches.map((match) => searchEntry(base, match, 'match', presentation))
  for (const resource of included) entries.push(searchEntry(base, resource, 'include', presentation))
  if (issues.length > 0) entries.push(outcomeEntry(issues))
  return entries
}

function linksOf(path: string, { accepted, query }: ParsedSearch, page: SearchPage): BundleLink[] {
  const at = (cursor: string | undefined) => {
    const text = printPairs(cursor === undefined ? accepted : [...accepted, [CURSOR, cursor]])
    return text === '' ? path : `${path}?${text}`
  }
  const self: BundleLink = { relation: 'self', url: at(query.cursor) }
  return page.next === undefined ? [self] : [self, { relation: 'next', url: at(page.next) }]
}

function warnings(
  { ignored }: ParsedSearch,
  refused: readonly string[],
  { left }: SearchPage,
): OperationOutcomeIssue[] {
  const passed = [...new Set([...ignored, ...refused])].map((name) =>
    warning('not-supported', `Passed over: ${name}. This search does not have it.`),
  )
  return left ? [...passed, warning('incomplete', wordsOf(left))] : passed
}

function warning(code: 'not-supported' | 'incomplete', text: string): OperationOutcomeIssue {
  return { severity: 'warning', code, details: { text }, diagnostics: text }
}

function wordsOf({ limit, most }: LeftOut): string {
  if (limit === 'rounds')
    return `There may be more to include: :iterate goes ${most} rounds (setting MAX_ITERATIONS). What lies further can be asked for by itself.`
  return `Not everything is included: a page takes ${most} included resources (setting MAX_INCLUDED). Ask for fewer matches (_count) or fewer includes.`
}

/** The patient whom a search is about: the one it names, or the only one of whom it found anything. */
function noteSearch(
  { trace }: Interaction,
  place: SearchPlace,
  query: SearchQuery,
  found: readonly StoredResource[],
): void {
  const named = place.patient ?? patientNamed(query.where)
  if (named !== undefined) {
    trace.patient = named
    return
  }
  const patients = new Set(found.map(({ type, id, patient }) => patient ?? (type === 'Patient' ? id : undefined)))
  patients.delete(undefined)
  const [only] = patients
  if (patients.size === 1 && only !== undefined) trace.patient = only
}

function patientNamed(where: readonly Criterion[]): string | undefined {
  for (const criterion of where) {
    if (criterion.kind !== 'reference' || criterion.values.length !== 1) continue
    const [value] = criterion.values
    if (value?.type === 'Patient' || (criterion.param === 'patient' && value?.type === undefined)) return value?.id
  }
  return undefined
}
