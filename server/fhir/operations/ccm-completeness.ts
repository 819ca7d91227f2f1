import { completenessParameters } from '#domain/care-plan/revision/revision-parameters.ts'
import { checkCarePlan } from '../../use-cases/check-care-plan.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { PLAN_PARTS } from './plan-parts.ts'

/** `GET CarePlan/{id}/$ccm-completeness`: what the plan has and lacks of a comprehensive one. */
export function ccmCompleteness(): Operation {
  return {
    ...definedOperation('ccm-completeness'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: false,
    needs: PLAN_PARTS,
    async handle({ repository, id = '' }) {
      const elements = await checkCarePlan(repository, id)
      if (!elements) throw fault(404, 'not-found', `There is no CarePlan/${id}.`)
      return { kind: 'resource', resource: completenessParameters(elements) }
    },
  }
}
