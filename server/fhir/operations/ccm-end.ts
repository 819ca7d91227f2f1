import { present } from '#domain/present.ts'
import { endEnrollment } from '../../use-cases/end-enrollment.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { endParameters } from './end-parameters.ts'
import type { Operation } from './operation.ts'

/** `POST EpisodeOfCare/{id}/$ccm-end`: ends an enrollment with its reason and date (DESIGN section 4). */
export function ccmEnd(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-end'),
    at: [{ level: 'instance', type: 'EpisodeOfCare' }],
    affectsState: true,
    needs: [
      { permission: 'r', type: 'EpisodeOfCare' },
      { permission: 'u', type: 'EpisodeOfCare' },
      { permission: 'u', type: 'Consent' },
    ],
    async handle({ repository, id = '', input, note }) {
      const end = endParameters(input, { reason: 'reason', dateTime: 'dateTime' })
      const request = { ...end, ...present({ note: input.text('note') }) }
      const ended = await endEnrollment(deps, repository, { episode: id, request, note })
      if (!ended) throw fault(404, 'not-found', `There is no EpisodeOfCare/${id}.`)
      return { kind: 'text', text: ended.content }
    },
  }
}
