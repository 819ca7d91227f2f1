import { revisionsParameters } from '#domain/care-plan/revision/revision-parameters.ts'
import { carePlanRevisions } from '../../use-cases/care-plan-revisions.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { dayParameter } from './day-parameter.ts'
import type { Operation } from './operation.ts'

/** `GET CarePlan/{id}/$ccm-revisions`: who changed the plan when and why, and which version was in force on a day. */
export function ccmRevisions(): Operation {
  return {
    ...definedOperation('ccm-revisions'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: false,
    needs: ['CarePlan', 'Provenance'].map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input }) {
      const found = await carePlanRevisions(repository, id, dayParameter(input, 'on'))
      if (!found) throw fault(404, 'not-found', `There is no CarePlan/${id}.`)
      return { kind: 'resource', resource: revisionsParameters(found.revisions, found.inForce) }
    },
  }
}
