import { resourceTypes } from '#definitions/resource-types.ts'
import type { HistoryPage, HistoryQuery } from '#ports/fhir-store.ts'
import { bundleText, historyEntry, type BundleLink } from '../bundle-text.ts'
import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import { presentationOfPairs, textResponse } from '../respond.ts'
import { dateRange } from '../search/date-value.ts'
import { CURSOR } from '../search/parse-search.ts'
import { parsePairs, printPairs, valueOf, type Pair } from '../search/query-string.ts'
import { targetOfKind } from './read.ts'

interface Place {
  readonly type?: string
  readonly id?: string
}

/** `_history` of a resource, a type, or the whole practice, newest first. https://hl7.org/fhir/R4/http.html#history */
export const historyRoute: Route = async (interaction) => {
  const { type, id } = targetOfKind(interaction, 'history')
  const place: Place = { ...(type ? { type } : {}), ...(id ? { id } : {}) }
  const permission = id === undefined ? 's' : 'r'
  if (type !== undefined) interaction.guard.require(permission, type)
  if (type === 'AuditEvent') throw fault(404, 'not-supported', 'AuditEvents are never changed: they have no history.')
  const pairs = parsePairs(interaction.request.query)
  const query = historyQuery(interaction, place, pairs)
  const page = await interaction.guard.repository(permission).history(query)
  if (id !== undefined) noteInstance(interaction, page, `${type ?? ''}/${id}`, query)
  const presentation = presentationOfPairs(pairs)
  const { base } = interaction.deps
  return textResponse(
    bundleText(base, {
      type: 'history',
      ...(page.total === undefined ? {} : { total: page.total }),
      links: links(interaction.request.path, pairs, page.next),
      entries: page.versions.map((version) => historyEntry(base, version, presentation)),
    }),
  )
}

function historyQuery({ deps: { limits }, guard }: Interaction, place: Place, pairs: readonly Pair[]): HistoryQuery {
  const since = instantOf(pairs, '_since')
  const at = instantOf(pairs, '_at')
  const cursor = valueOf(pairs, CURSOR)
  return {
    ...place,
    ...typesOf(guard, place),
    count: countOf(valueOf(pairs, '_count'), limits),
    ...(since ? { since: since[0] } : {}),
    // Of a day or a month its last instant.
    ...(at ? { at: at[1] - 1 } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

function instantOf(pairs: readonly Pair[], name: string): ReturnType<typeof dateRange> {
  const text = valueOf(pairs, name)
  if (text === undefined || text === '') return undefined
  const range = dateRange(text)
  if (!range) throw fault(400, 'value', `${name} takes an instant such as 2026-03-05T10:00:00Z, not ${text}.`)
  return range
}

function countOf(text: string | undefined, limits: { readonly pageSize: number; readonly defaultPageSize: number }) {
  if (text === undefined || text === '') return limits.defaultPageSize
  if (!/^\d+$/.test(text)) throw fault(400, 'value', `_count takes a whole number from 0, not ${text}.`)
  return Math.min(Number(text), limits.pageSize)
}

/** Of the practice's history the types that the caller may search: pages do not tell how much there is of the others. */
function typesOf(guard: Interaction['guard'], { type }: Place): Pick<HistoryQuery, 'types'> {
  if (type !== undefined) return {}
  const types = resourceTypes.filter((each) => each !== 'AuditEvent')
  const seen = types.filter((each) => guard.allows('s', each))
  return seen.length === types.length ? {} : { types: seen }
}

function noteInstance({ trace }: Interaction, page: HistoryPage, reference: string, query: HistoryQuery): void {
  const [newest] = page.versions
  const unbounded = query.since === undefined && query.at === undefined && query.cursor === undefined
  if (!newest && unbounded && query.count > 0) throw fault(404, 'not-found', `There is no ${reference}.`)
  if (newest?.patient !== undefined) trace.patient = newest.patient
  else if (newest?.type === 'Patient') trace.patient = newest.id
}

function links(path: string, pairs: readonly Pair[], next: string | undefined): BundleLink[] {
  const kept = pairs.filter(([name, value]) => name !== CURSOR && value !== '')
  const self: BundleLink = { relation: 'self', url: urlOf(path, pairs) }
  return next === undefined ? [self] : [self, { relation: 'next', url: urlOf(path, [...kept, [CURSOR, next]]) }]
}

function urlOf(path: string, pairs: readonly Pair[]): string {
  const query = printPairs(pairs)
  return query === '' ? path : `${path}?${query}`
}
