import { parseServiceMonth, type ServiceMonth } from '#domain/calendar.ts'
import { fault } from '../fault.ts'
import type { OperationInput } from './operation.ts'

/**
 * The `month` parameter of an operation.
 * @throws FhirError 400 where it is missing or is no month
 */
export function monthParameter(input: OperationInput): ServiceMonth {
  const text = input.text('month')
  const month = parseServiceMonth(text)
  if (month) return month
  const message =
    text === undefined ? 'Say which month: month=2026-03.' : `month is “${text}”; write a month such as 2026-03.`
  throw fault(400, 'value', message, { expression: 'month' })
}
