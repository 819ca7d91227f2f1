import { END_REASONS, type EndReason, type EndRequest } from '#domain/enrollment/end-enrollment.ts'
import { present } from '#domain/present.ts'
import { fault } from '../fault.ts'
import type { OperationInput } from './operation.ts'

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/** What the parameters of an end are called. */
interface EndNames {
  readonly reason: string
  readonly dateTime: string
}

/**
 * Why and when an enrollment ends.
 * @throws FhirError 400
 */
export function endParameters(input: OperationInput, names: EndNames): EndRequest {
  const dateTime = input.text(names.dateTime)
  const reason = endReason(input, names.reason)
  if (dateTime !== undefined && !DATE_TIME.test(dateTime))
    throw fault(400, 'value', `${names.dateTime} is “${dateTime}”, which is no FHIR dateTime with a time zone.`, {
      expression: names.dateTime,
    })
  return { reason, ...present({ dateTime }) }
}

function endReason(input: OperationInput, name: string): EndReason {
  const given = input.text(name)
  const reason = END_REASONS.find((known) => known === given)
  if (reason) return reason
  const code = given === undefined ? 'invalid' : 'value'
  throw fault(400, code, `Say why: ${name} is one of ${END_REASONS.join(', ')}.`, { expression: name })
}
