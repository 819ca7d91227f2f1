import type { Parameters } from '@medplum/fhirtypes'
import { beatTimer, type BeatAnswer, type BeatDeps } from '../../use-cases/timers/beat-timer.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation, OperationInput } from './operation.ts'

/** `POST Task/{id}/$ccm-beat`: a running timer is alive (docs/app-launch.md, "The timer's beat"). */
export function ccmBeat(deps: BeatDeps): Operation {
  return {
    ...definedOperation('ccm-beat'),
    at: [{ level: 'instance', type: 'Task' }],
    affectsState: true,
    needs: [{ permission: 'u', type: 'Task' }],
    async handle({ repository, principal, id = '', input }) {
      const [at, attested] = [instant(input, 'at'), instant(input, 'attested')]
      const answer = await beatTimer(deps, repository, { task: id, at, attested, caller: principal })
      if (!answer) throw fault(404, 'not-found', `There is no Task/${id}.`)
      return { kind: 'resource', resource: parametersOf(answer) }
    },
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** Milliseconds since 1970. @throws FhirError 400 */
function instant(input: OperationInput, name: string): number {
  const text = input.text(name)
  if (text === undefined) throw fault(400, 'invalid', `Say ${name}: an instant.`, { expression: name })
  const parsed = INSTANT.test(text) ? Date.parse(text) : NaN
  if (!Number.isNaN(parsed)) return Math.floor(parsed)
  throw fault(400, 'value', `${name} is “${text}”, which is no instant with a time zone.`, { expression: name })
}

function parametersOf({ status, attested, others, first, end }: BeatAnswer): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'status', valueCode: status },
      { name: 'attested', valueInstant: new Date(attested).toISOString() },
      { name: 'others', valueUnsignedInt: others },
      ...(first === undefined ? [] : [{ name: 'first', valueBoolean: first }]),
      ...(end === undefined ? [] : [{ name: 'end', valueInstant: new Date(end).toISOString() }]),
    ],
  }
}
