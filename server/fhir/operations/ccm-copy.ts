import { LANGUAGES } from '#domain/care-plan/local-text.ts'
import { paperHtml } from '#domain/paper/paper-html.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import { copyCarePlan } from '../../use-cases/copy-care-plan.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { wants } from '../media-types.ts'
import { definedOperation } from './ccm-operation.ts'
import { choiceParameter } from './choice-parameter.ts'
import type { Operation } from './operation.ts'
import { PLAN_PARTS } from './plan-parts.ts'
import { setAsPdf } from './set-as-pdf.ts'

/** `GET CarePlan/{id}/$ccm-copy`: the patient's copy, to be looked at before it is handed over. PDF, HTML or a Binary. */
export function ccmCopy(deps: ProgrammeDeps & { readonly typesetter: Typesetter }): Operation {
  return {
    ...definedOperation('ccm-copy'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: false,
    needs: PLAN_PARTS,
    async handle({ repository, id = '', input, accept }) {
      const language = choiceParameter(input, 'language', LANGUAGES)
      const copy = await copyCarePlan(deps, repository, { carePlan: id, ...(language ? { language } : {}) })
      if (!copy) throw fault(404, 'not-found', `There is no CarePlan/${id} of a patient.`)
      if (wants(accept, 'text/html'))
        return { kind: 'file', contentType: 'text/html; charset=utf-8', body: paperHtml(copy.paper) }
      const body = await setAsPdf(deps.typesetter, copy.paper)
      if (wants(accept, 'application/pdf')) return { kind: 'file', contentType: 'application/pdf', body }
      const data = Buffer.from(body).toString('base64')
      return { kind: 'resource', resource: { resourceType: 'Binary', contentType: 'application/pdf', data } }
    },
  }
}
