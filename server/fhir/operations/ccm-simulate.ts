import { MDM_LEVELS } from '#domain/billing/complexity.ts'
import type { EndRequest } from '#domain/enrollment/end-enrollment.ts'
import { PROGRAMS } from '#domain/enrollment/program.ts'
import { supposeParameters } from '#domain/month/suppose-parameters.ts'
import { present } from '#domain/present.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { simulateMonth } from '../../use-cases/simulate-month.ts'
import { MONTH_FACTS } from '../../use-cases/read-months.ts'
import { fault } from '../fault.ts'
import { choiceParameter } from './choice-parameter.ts'
import { definedOperation } from './ccm-operation.ts'
import { endParameters } from './end-parameters.ts'
import type { Operation, OperationInput } from './operation.ts'
import { monthParameter } from './service-month.ts'

/** More than anybody works for one patient in a month. */
const MOST_MINUTES = 1000

/** `GET Patient/{id}/$ccm-simulate`: what the month would earn if more were so than is; nothing is written. */
export function ccmSimulate(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-simulate'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: MONTH_FACTS.map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input }) {
      const supposed = await simulateMonth(deps, repository, {
        patient: id,
        month: monthParameter(input),
        ...present({ program: choiceParameter(input, 'program', PROGRAMS) }),
        supposition: present({
          minutes: minutesParameter(input),
          complexity: choiceParameter(input, 'complexity', MDM_LEVELS),
          program: choiceParameter(input, 'instead', PROGRAMS),
        }),
        ...present({ end: endParameter(input) }),
      })
      if (!supposed) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      return { kind: 'resource', resource: supposeParameters(supposed) }
    },
  }
}

/** @throws FhirError 400 */
function endParameter(input: OperationInput): EndRequest | undefined {
  const names = { reason: 'endReason', dateTime: 'endDateTime' }
  const isAsked = Object.values(names).some((name) => input.all(name).length > 0)
  return isAsked ? endParameters(input, names) : undefined
}

/** @throws FhirError 400 */
function minutesParameter(input: OperationInput): number | undefined {
  const text = input.text('minutes')
  if (text === undefined) return undefined
  const minutes = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN
  if (minutes <= MOST_MINUTES) return minutes
  throw fault(400, 'value', `minutes is “${text}”; it is a whole number from 1 to ${MOST_MINUTES}.`, {
    expression: 'minutes',
  })
}
