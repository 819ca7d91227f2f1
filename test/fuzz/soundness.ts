import { structures } from '#definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import type { Answered } from './ask.ts'
import { MARKER } from './samples.ts'

const validator = createValidator(structures())

/** Statuses without a body. */
const BARE = new Set([204, 304])

/**
 * What is wrong with an answer, whatever was asked: nothing below 500 is refused here but a bad form. A 503 is no fault where it
 * says that it passes (a busy database, a request that took too long).
 * @param method of the request: an answer to HEAD has no body
 */
export function complaints({ status, headers, text }: Answered, method: string): readonly string[] {
  const found: string[] = []
  if (text.includes(MARKER)) found.push('It shows what another practice has.')
  if (status >= 500 && !(status === 503 && /"code":"(transient|timeout)"/.test(text))) found.push(`Status ${status}.`)
  if (status < 200) found.push(`Status ${status}.`)
  if (method === 'HEAD' || BARE.has(status)) return found
  if (status >= 400) return [...found, ...outcomeComplaints(headers, text)]
  if (/json/.test(headers['content-type'] ?? '') && text !== '' && parsed(text) === undefined)
    found.push('It is no JSON.')
  return found
}

function outcomeComplaints(headers: Answered['headers'], text: string): readonly string[] {
  if (!headers['content-type']?.startsWith('application/fhir+json'))
    return [`It is of type ${headers['content-type'] ?? 'none'}.`]
  const outcome = parsed(text)
  if (typeof outcome !== 'object' || outcome === null) return ['It is no JSON.']
  if (!('resourceType' in outcome) || outcome.resourceType !== 'OperationOutcome') return ['It is no OperationOutcome.']
  const issues = validator.validate(outcome).filter(({ severity }) => severity === 'error')
  const said = 'issue' in outcome && Array.isArray(outcome.issue) && outcome.issue.every(speaks)
  return [...issues.map(({ details }) => details?.text ?? ''), ...(said ? [] : ['An issue says nothing.'])]
}

function speaks(issue: unknown): boolean {
  const { diagnostics, details } = issue as { diagnostics?: string; details?: { text?: string } }
  return /\w+ \w+/.test(diagnostics ?? details?.text ?? '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
