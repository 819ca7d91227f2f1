import { addMonths, parseServiceMonth, type ServiceMonth } from '#domain/calendar.ts'
import { reportPractice } from '../../use-cases/report-practice.ts'
import { fault } from '../fault.ts'
import { requireWholePractice } from './ccm-close-month.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation, OperationInput } from './operation.ts'

/** Months of one report. */
const MOST = 24

/** `GET $ccm-report`: a practice's months as sums: enrolled patients, minutes, charges. */
export function ccmReport(): Operation {
  return {
    ...definedOperation('ccm-report'),
    at: [{ level: 'system' }],
    affectsState: false,
    needs: ['EpisodeOfCare', 'Organization', 'Task', 'ChargeItem'].map((type) => ({ permission: 'r', type })),
    async handle({ principal, repository, input }) {
      requireWholePractice(principal)
      const from = monthOf(input, 'from')
      const to = monthOf(input, 'to')
      return { kind: 'resource', resource: await reportPractice(repository, { from, count: monthsBetween(from, to) }) }
    },
  }
}

/** @throws FhirError 400 */
function monthOf(input: OperationInput, name: string): ServiceMonth {
  const text = input.text(name)
  const month = parseServiceMonth(text)
  if (month) return month
  throw fault(400, 'value', `${name} is “${text ?? ''}”; write a month such as 2026-03.`, { expression: name })
}

/** @throws FhirError 400 */
function monthsBetween(from: ServiceMonth, to: ServiceMonth): number {
  const count = Array.from({ length: MOST }, (_, index) => addMonths(from, index)).indexOf(to) + 1
  if (count > 0) return count
  throw fault(400, 'value', `to is the first month or one of the ${String(MOST - 1)} after it.`, { expression: 'to' })
}
