import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import type { StoredResource, WriteResult } from '#ports/fhir-store.ts'
import { header, type FhirResponse } from './exchange.ts'
import { fault } from './fault.ts'
import type { Interaction } from './interaction.ts'
import { FHIR_JSON } from './media-types.ts'
import { outcome } from './outcome.ts'
import type { Preferences } from './preferences.ts'
import { parsePairs, type Pair } from './search/query-string.ts'
import { isWhole, parseShape, type Shape } from './search/shape.ts'
import { parseExact } from './shape/exact-json.ts'
import { shapeResource } from './shape/shape-resource.ts'

type Headers = Readonly<Record<string, string>>

/** How resources of one answer are shown: `_summary`, `_elements`. */
export interface Presentation {
  readonly shape: Shape
}

const PLAIN: Presentation = { shape: {} }

/** Reads `_summary` and `_elements` of a query. @throws FhirError 400 */
export function presentationOf(query: string): Presentation {
  return query === '' ? PLAIN : presentationOfPairs(parsePairs(query))
}

/** The same, of parameters that have been read already. */
export function presentationOfPairs(pairs: readonly Pair[]): Presentation {
  return { shape: parseShape(pairs) }
}

/** Whether stored text goes out as it is. */
export function isPlain({ shape }: Presentation): boolean {
  return isWhole(shape)
}

/** Stored text as it is to go out. It is parsed only where something else than all of it was asked for. */
export function present(text: string, presentation: Presentation): string {
  if (isPlain(presentation)) return text
  return JSON.stringify(shapeResource(parseExact(text) as Readonly<Record<string, unknown>>, presentation.shape))
}

/** `ETag` and `Last-Modified` of a version. */
function versionHeaders({ version, updated }: Pick<StoredResource, 'version' | 'updated'>): Headers {
  return { etag: `W/"${version}"`, 'last-modified': new Date(updated).toUTCString() }
}

/** Where a version lies, below `base`. */
export function locationOf(base: string, { type, id, version }: StoredResource): string {
  return `${base}/${type}/${id}/_history/${version}`
}

/**
 * Answers a read with a stored version: 200, or 304 when the client has it already.
 * @throws FhirError 404 when there is none, 410 when it is deleted
 */
export function readResponse(
  interaction: Interaction,
  stored: StoredResource | undefined,
  reference: string,
): FhirResponse {
  if (!stored) throw fault(404, 'not-found', `There is no ${reference}.`)
  noteRead(interaction, stored)
  const headers = versionHeaders(stored)
  if (stored.deleted) throw fault(410, 'deleted', `${reference} is deleted.`, { headers })
  if (isKnown(interaction, stored)) return { status: 304, headers, body: null }
  return {
    status: 200,
    headers: { 'content-type': FHIR_JSON, ...headers },
    body: present(stored.content, presentationOf(interaction.request.query)),
  }
}

/**
 * What a write's answer holds: what `Prefer: return` asks for, else the resource. A plan's narrative is made of the chart: who
 * may write plans and not read them is not shown it.
 */
export function returnOf({ preferences, guard }: Interaction, type: string): NonNullable<Preferences['return']> {
  const asked = preferences.return ?? 'representation'
  return asked === 'representation' && type === 'CarePlan' && !guard.allows('r', type) ? 'minimal' : asked
}

/**
 * Answers a create, update or patch: 201 or 200, with what `Prefer: return` asks for, else with the resource.
 * @param notices what is worth saying though nothing was refused
 */
export function writeResponse(
  interaction: Interaction,
  result: WriteResult,
  notices: readonly OperationOutcomeIssue[] = [],
): FhirResponse {
  noteRead(interaction, result)
  // What was not written the store has not entered: it is a read of what was there.
  interaction.trace.entered = !result.unchanged
  const asked = returnOf(interaction, result.type)
  const headers = { ...versionHeaders(result), location: locationOf(interaction.deps.base, result) }
  const status = result.created ? 201 : 200
  if (asked === 'minimal') return { status, headers, body: null }
  const body =
    asked === 'representation'
      ? present(result.content, presentationOf(interaction.request.query))
      : JSON.stringify(outcome(notices.length > 0 ? notices : [done(result)]))
  return { status, headers: { 'content-type': FHIR_JSON, ...headers }, body }
}

/** Answers a delete: 204, also where nothing was there. The store enters a delete that changed something. */
export function deleteResponse(interaction: Interaction, result: WriteResult | undefined): FhirResponse {
  if (result) noteRead(interaction, result)
  interaction.trace.entered = result !== undefined && !result.unchanged
  return { status: 204, headers: result ? { etag: `W/"${result.version}"` } : {}, body: null }
}

/** An OperationOutcome as the answer. */
export function outcomeResponse(
  status: number,
  issues: readonly OperationOutcomeIssue[],
  headers: Headers = {},
): FhirResponse {
  return {
    status,
    headers: { 'content-type': FHIR_JSON, ...headers },
    body: JSON.stringify(outcome(issues)),
  }
}

/** A resource that is text already, as the answer. */
export function textResponse(text: string, status = 200, headers: Headers = {}): FhirResponse {
  return { status, headers: { 'content-type': FHIR_JSON, ...headers }, body: text }
}

function noteRead({ trace }: Interaction, { type, id, version, patient }: StoredResource): void {
  trace.type = type
  trace.id = id
  trace.version = version
  if (patient !== undefined) trace.patient = patient
  else if (type === 'Patient') trace.patient = id
}

function isKnown({ request }: Interaction, { version, updated }: StoredResource): boolean {
  const etags = header(request, 'if-none-match')
  if (etags !== undefined) return etags.split(',').some((etag) => isVersion(etag.trim(), version))
  const since = header(request, 'if-modified-since')
  // HTTP dates have no fractions of a second.
  return since !== undefined && Math.floor(updated / 1000) * 1000 <= Date.parse(since)
}

function isVersion(etag: string, version: number): boolean {
  return etag === '*' || etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1') === String(version)
}

function done({ type, id, version, unchanged }: WriteResult): OperationOutcomeIssue {
  const text = unchanged ? `${type}/${id} was so already.` : `${type}/${id} is stored as version ${version}.`
  return { severity: 'information', code: 'informational', diagnostics: text, details: { text } }
}
