import { panelParameters } from '#domain/panel/panel-parameters.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { MONTH_FACTS } from '../../use-cases/read-months.ts'
import { readPanel } from '../../use-cases/read-panel.ts'
import { fault } from '../fault.ts'
import { requireWholePractice } from './ccm-close-month.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation, OperationInput } from './operation.ts'
import { monthParameter } from './service-month.ts'

/** Patients on a page where none is asked for, and at most: their records are in memory together. */
const PAGE = 100
const MOST = 250

/** `GET $ccm-panel`: the practice's patients, each with what the month says of them, for worklists. */
export function ccmPanel(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-panel'),
    at: [{ level: 'system' }],
    affectsState: false,
    needs: MONTH_FACTS.map((type) => ({ permission: 'r', type })),
    async handle({ principal, repository, input }) {
      requireWholePractice(principal)
      const cursor = input.text('after')
      const page = await readPanel(deps, repository, {
        month: monthParameter(input),
        count: countOf(input),
        ...(cursor === undefined ? {} : { cursor }),
      })
      return { kind: 'resource', resource: panelParameters(page) }
    },
  }
}

/** @throws FhirError 400 */
function countOf(input: OperationInput): number {
  const text = input.text('count')
  if (text === undefined) return PAGE
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1) return Math.min(count, MOST)
  throw fault(400, 'value', `count is “${text}”; write a number from 1 to ${String(MOST)}.`, { expression: 'count' })
}
