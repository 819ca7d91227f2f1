import { structures } from '#definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import type { Answered } from './ask.ts'
import { MARKER } from './samples.ts'

const validator = createValidator(structures())

/** Statuses without a body. */
const BARE = new Set([204, 304])

/** What an answer must be like depends on what was asked for. */
export interface Asked {
  /** An answer to HEAD has no body. */
  readonly method: string
  /** It was for the FHIR base: errors are OperationOutcomes. */
  readonly fhir: boolean
  /** A text that must not be in the answer. */
  readonly hidden?: string
}

/**
 * What is wrong with an answer: nothing below 500 is refused here but a bad form. A 503 is no fault where it says that it
 * passes (a busy database, a request that took too long).
 */
export function complaints(answered: Answered, { method, fhir, hidden = MARKER }: Asked): readonly string[] {
  const { status, text } = answered
  const found = [
    ...(text.includes(MARKER) || text.includes(hidden) ? ['It shows what is hidden from who asks.'] : []),
    ...(isFailure(answered) ? [`Status ${status}.`] : []),
    ...(/"status":"50[^3]/.test(text) ? ['An entry of it is answered 5xx.'] : []),
  ]
  if (!fhir || method === 'HEAD' || BARE.has(status)) return found
  return [...found, ...(status >= 400 ? outcomeComplaints(answered) : contentComplaints(answered))]
}

function isFailure({ status, text }: Answered): boolean {
  const passing = status === 503 && /"code":"(transient|timeout)"/.test(text)
  return status < 200 || (status >= 500 && !passing)
}

function contentComplaints({ headers, text }: Answered): readonly string[] {
  const json = headers['content-type']?.includes('json') === true && text !== ''
  return json && parsed(text) === undefined ? ['It is no JSON.'] : []
}

function outcomeComplaints({ headers, text }: Answered): readonly string[] {
  const type = headers['content-type'] ?? 'none'
  if (!type.startsWith('application/fhir+json')) return [`It is of type ${type}.`]
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
