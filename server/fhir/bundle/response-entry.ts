import { STATUS_CODES } from 'node:http'
import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import type { WriteResult } from '#ports/fhir-store.ts'
import { isStream, type FhirResponse } from '../exchange.ts'
import type { Interaction } from '../interaction.ts'
import { FHIR_JSON } from '../media-types.ts'
import { outcome } from '../outcome.ts'
import { locationOf, returnOf } from '../respond.ts'
import type { AnswerSpace } from './answer-space.ts'
import type { Target } from '../target.ts'

/** The JSON text of a Bundle of these entries. */
export function responseBundle(type: 'batch-response' | 'transaction-response', entries: readonly string[]): string {
  const body = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`
  return `{"resourceType":"Bundle","type":"${type}"${body}}`
}

/** What became of a write. */
interface Written {
  readonly result: WriteResult
  readonly notices: readonly OperationOutcomeIssue[]
  /** Room for the resource, where it is asked for. */
  readonly space: AnswerSpace
}

/**
 * The entry that says what became of a write, with as much of it as `Prefer: return` asks for. A resource for which there is no
 * room is left out, and the outcome says so: what was written stays written.
 */
export function writeEntry(interaction: Interaction, status: number, { result, notices, space }: Written): string {
  const { deps } = interaction
  const asked = toldOf(interaction, result, space)
  const told = asked !== 'minimal' && notices.length > 0 ? outcome(notices) : undefined
  const response = {
    status: statusText(status),
    ...(result.deleted ? {} : { location: locationOf(deps.base, result) }),
    ...(result.version > 0 ? { etag: `W/"${result.version}"` } : {}),
    lastModified: new Date(result.updated).toISOString(),
    ...(told ? { outcome: told } : asked === 'OperationOutcome' ? { outcome: outcome([stored(result)]) } : {}),
  }
  const resource = asked === 'representation' && !result.deleted ? `"resource":${result.content},` : ''
  const fullUrl = `"fullUrl":"${deps.base}/${result.type}/${result.id}",`
  return `{${fullUrl}${resource}"response":${JSON.stringify(response)}}`
}

/** What is told of a result: what is asked for, or what there is room for. */
function toldOf(interaction: Interaction, { type, deleted, content }: WriteResult, space: AnswerSpace) {
  const asked = returnOf(interaction, type)
  if (asked !== 'representation' || deleted || space.takes(content.length)) return asked
  return 'OperationOutcome'
}

/** The entry of a conditional delete that had nothing to delete. */
export function nothingEntry(): string {
  return `{"response":{"status":"${statusText(204)}"}}`
}

/**
 * The entry of an answer that a request by itself would have got.
 * @param target what was asked: the outcome that an operation answers with is its resource
 */
export function answerEntry({ status, headers, body }: FhirResponse, target?: Target): string {
  const text = textOf(headers, body)
  const told = JSON.stringify({ status: statusText(status), ...toldBy(headers) })
  if (text === undefined) return `{"response":${told}}`
  const isResult = target?.kind === 'operation' && status < 400
  const isOutcome = text.startsWith('{"resourceType":"OperationOutcome"') && !isResult
  return isOutcome ? `{"response":${told.slice(0, -1)},"outcome":${text}}}` : `{"resource":${text},"response":${told}}`
}

/** An answer that is no JSON (a PDF, a file of an export) has no place in a Bundle. */
function textOf(headers: FhirResponse['headers'], body: FhirResponse['body']): string | undefined {
  if (body === null || isStream(body) || body.length === 0) return undefined
  if (typeof body === 'string') return body
  return headers['content-type'] === FHIR_JSON ? Buffer.from(body).toString() : undefined
}

function toldBy({ location, etag, 'last-modified': modified }: FhirResponse['headers']): object {
  return {
    ...(location === undefined ? {} : { location }),
    ...(etag === undefined ? {} : { etag }),
    ...(modified === undefined ? {} : { lastModified: new Date(modified).toISOString() }),
  }
}

function statusText(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim()
}

function stored({ type, id, version, deleted }: WriteResult): OperationOutcomeIssue {
  const text = deleted ? `${type}/${id} is deleted.` : `${type}/${id} is stored as version ${version}.`
  return { severity: 'information', code: 'informational', details: { text }, diagnostics: text }
}
