import { PROGRAMS } from '#domain/enrollment/program.ts'
import { auditMonth } from '../../use-cases/audit-month.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { choiceParameter } from './choice-parameter.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { monthParameter } from './service-month.ts'

/** What the file is made of: whoever may not see all of it gets none. */
const READ = ['Patient', 'Condition', 'Consent', 'CarePlan', 'Coverage', 'EpisodeOfCare', 'Task', 'ChargeItem', 'Claim']

/** `GET Patient/{id}/$ccm-audit`: the document that answers an auditor (DESIGN section 4). */
export function ccmAudit(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-audit'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: READ.map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input, base }) {
      const month = monthParameter(input)
      const program = choiceParameter(input, 'program', PROGRAMS)
      const question = { patient: id, month, base, ...(program ? { program } : {}) }
      const file = await auditMonth(deps, repository, question)
      if (!file) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      return { kind: 'resource', resource: file }
    },
  }
}
