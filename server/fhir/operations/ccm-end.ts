import { END_REASONS } from '#domain/enrollment/end-enrollment.ts'
import { endEnrollment } from '../../use-cases/end-enrollment.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/** `POST EpisodeOfCare/{id}/$ccm-end`: ends an enrollment with its reason and date (DESIGN section 4). */
export function ccmEnd(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-end'),
    at: [{ level: 'instance', type: 'EpisodeOfCare' }],
    affectsState: true,
    needs: ['EpisodeOfCare', 'Consent'].map((type) => ({ permission: 'u', type })),
    async handle({ repository, id = '', input, note }) {
      const given = input.text('reason')
      const reason = END_REASONS.find((known) => known === given)
      if (!reason)
        throw fault(
          400,
          given === undefined ? 'invalid' : 'value',
          `Say why: reason is one of ${END_REASONS.join(', ')}.`,
          { expression: 'reason' },
        )
      const dateTime = input.text('dateTime')
      if (dateTime !== undefined && !DATE_TIME.test(dateTime))
        throw fault(400, 'value', `dateTime is “${dateTime}”, which is no FHIR dateTime with a time zone.`, {
          expression: 'dateTime',
        })
      const words = input.text('note')
      const request = { reason, ...(dateTime ? { dateTime } : {}), ...(words ? { note: words } : {}) }
      const ended = await endEnrollment(deps, repository, { episode: id, request, note })
      if (!ended) throw fault(404, 'not-found', `There is no EpisodeOfCare/${id}.`)
      return { kind: 'text', text: ended.content }
    },
  }
}
