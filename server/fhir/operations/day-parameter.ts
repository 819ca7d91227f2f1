import { fault } from '../fault.ts'
import type { OperationInput } from './operation.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether a text is a day that the calendar has: `2026-03-05`. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return DAY.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/**
 * A parameter that takes a day.
 * @throws FhirError 400 for anything else
 */
export function dayParameter(input: OperationInput, name: string): string | undefined {
  const text = input.text(name)
  if (text === undefined || isDay(text)) return text
  throw fault(400, 'value', `${name} is “${text}”; write a day such as 2026-03-05.`, { expression: name })
}
