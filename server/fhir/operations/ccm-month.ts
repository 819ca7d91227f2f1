import { PROGRAMS } from '#domain/enrollment/program.ts'
import { monthParameters } from '#domain/month/month-parameters.ts'
import type { BillingPolicy } from '#domain/practice/practice.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { readMonth } from '../../use-cases/read-month.ts'
import { MONTH_FACTS } from '../../use-cases/read-months.ts'
import { fault } from '../fault.ts'
import { choiceParameter } from './choice-parameter.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { monthParameter } from './service-month.ts'

const POLICIES: readonly BillingPolicy[] = ['specific', 'max-payment']

/** `GET Patient/{id}/$ccm-month`: what the patient's month earns, why, and what is missing (DESIGN sections 3, 4). */
export function ccmMonth(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-month'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: MONTH_FACTS.map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input }) {
      const month = monthParameter(input)
      const program = choiceParameter(input, 'program', PROGRAMS)
      const policy = choiceParameter(input, 'policy', POLICIES)
      const reading = await readMonth(deps, repository, {
        patient: id,
        month,
        ...(program ? { program } : {}),
        ...(policy ? { policy } : {}),
      })
      if (!reading) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      return { kind: 'resource', resource: monthParameters(reading.decision, reading.state) }
    },
  }
}
