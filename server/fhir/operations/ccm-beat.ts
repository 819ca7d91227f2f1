import type { Parameters } from '@medplum/fhirtypes'
import { beatTimer, type BeatAnswer, type BeatDeps } from '../../use-cases/timers/beat-timer.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { instantParameter } from './instant-parameter.ts'
import type { Operation } from './operation.ts'

/** `POST Task/{id}/$ccm-beat`: a running timer is alive (docs/app-launch.md, "The timer's beat"). */
export function ccmBeat(deps: BeatDeps): Operation {
  return {
    ...definedOperation('ccm-beat'),
    at: [{ level: 'instance', type: 'Task' }],
    affectsState: true,
    needs: [{ permission: 'u', type: 'Task' }],
    async handle({ repository, principal, id = '', input }) {
      const [at, attested] = [instantParameter(input, 'at'), instantParameter(input, 'attested')]
      const answer = await beatTimer(deps, repository, { task: id, at, attested, caller: principal })
      if (!answer) throw fault(404, 'not-found', `There is no Task/${id}.`)
      return { kind: 'resource', resource: parametersOf(answer) }
    },
  }
}

function parametersOf({ status, attested, others, end }: BeatAnswer): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'status', valueCode: status },
      { name: 'attested', valueInstant: new Date(attested).toISOString() },
      { name: 'others', valueUnsignedInt: others },
      ...(end === undefined ? [] : [{ name: 'end', valueInstant: new Date(end).toISOString() }]),
    ],
  }
}
