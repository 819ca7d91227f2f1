import { LANGUAGES } from '#domain/care-plan/local-text.ts'
import { differenceParameters } from '#domain/care-plan/revision/revision-parameters.ts'
import { compareCarePlan, type PlanMoment } from '../../use-cases/compare-care-plan.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { choiceParameter } from './choice-parameter.ts'
import { isDay } from './day-parameter.ts'
import type { Operation, OperationInput } from './operation.ts'
import { PLAN_PARTS } from './plan-parts.ts'

/** `GET CarePlan/{id}/$ccm-difference?from=&to=`: what became otherwise between two states of the plan, in words. */
export function ccmDifference(): Operation {
  return {
    ...definedOperation('ccm-difference'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: false,
    needs: PLAN_PARTS,
    async handle({ repository, id = '', input }) {
      const from = momentOf(input, 'from')
      if (!from)
        throw fault(400, 'invalid', 'Say from which version or day: from=1 or from=2026-03-05.', { expression: 'from' })
      const to = momentOf(input, 'to')
      const language = choiceParameter(input, 'language', LANGUAGES)
      const found = await compareCarePlan(repository, id, { from, ...(to && { to }), ...(language && { language }) })
      if (found.kind === 'no-plan') throw fault(404, 'not-found', `There is no CarePlan/${id}.`)
      if (found.kind === 'no-version') {
        const asked = input.text(found.side) ?? ''
        throw fault(404, 'not-found', `CarePlan/${id} has no version of ${asked}.`, { expression: found.side })
      }
      return { kind: 'resource', resource: differenceParameters(found, found.changes) }
    },
  }
}

/** @throws FhirError 400 for what is neither a version nor a day */
function momentOf(input: OperationInput, name: 'from' | 'to'): PlanMoment | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return { version: text }
  if (isDay(text)) return { day: text }
  throw fault(400, 'value', `${name} is “${text}”; it takes a version such as 2, or a day such as 2026-03-05.`, {
    expression: name,
  })
}
