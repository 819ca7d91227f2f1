import { randomUUID } from 'node:crypto'
import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import type { HistoryVersion, StoredResource } from '#ports/fhir-store.ts'
import { outcome } from './outcome.ts'
import { present, type Presentation } from './respond.ts'

/** A link of a Bundle; `url` is what follows the base. */
export interface BundleLink {
  readonly relation: 'self' | 'next'
  readonly url: string
}

/** Bundles are joined from stored texts: nothing of them is parsed. */
export interface BundleText {
  readonly type: 'searchset' | 'history'
  readonly total?: number
  readonly links: readonly BundleLink[]
  /** JSON texts. */
  readonly entries: readonly string[]
}

/** The JSON text of a Bundle, below `base`. */
export function bundleText(base: string, { type, total, links, entries }: BundleText): string {
  const link = links.map(({ relation, url }) => ({ relation, url: `${base}${url}` }))
  const head = `{"resourceType":"Bundle","type":"${type}"${total === undefined ? '' : `,"total":${total}`}`
  // An empty array is no FHIR.
  const body = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`
  return `${head},"link":${JSON.stringify(link)}${body}}`
}

/** An entry of a searchset. */
export function searchEntry(
  base: string,
  { type, id, content }: Pick<StoredResource, 'type' | 'id' | 'content'>,
  mode: 'match' | 'include',
  presentation: Presentation,
): string {
  return `{"fullUrl":"${base}/${type}/${id}","resource":${present(content, presentation)},"search":{"mode":"${mode}"}}`
}

/** The entry that says what is worth saying about a search. Every entry of a searchset has a name: this one is nowhere else. */
export function outcomeEntry(issues: readonly OperationOutcomeIssue[]): string {
  return `{"fullUrl":"urn:uuid:${randomUUID()}","resource":${JSON.stringify(outcome(issues))},"search":{"mode":"outcome"}}`
}

/** An entry of a history: the version, and the request that made it. A deletion has no resource. */
export function historyEntry(base: string, stored: HistoryVersion, presentation: Presentation): string {
  const { type, id, version, updated, deleted, revived, content } = stored
  const [method, url, status] = deleted
    ? ['DELETE', `${type}/${id}`, '204']
    : version === 1
      ? ['POST', type, '201']
      : ['PUT', `${type}/${id}`, revived ? '201' : '200']
  const response = { status, etag: `W/"${version}"`, lastModified: new Date(updated).toISOString() }
  const resource = deleted ? '' : `"resource":${present(content, presentation)},`
  return `{"fullUrl":"${base}/${type}/${id}",${resource}"request":${JSON.stringify({ method, url })},"response":${JSON.stringify(response)}}`
}
