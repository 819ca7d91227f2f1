import { printedSections } from '#domain/care-plan/document/care-plan-document.ts'
import { paperOfDocument } from '#domain/paper/paper-of-document.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import { DOCUMENT_LIMIT, documentCarePlan } from '../../use-cases/document-care-plan.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { wants } from '../media-types.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { PLAN_PARTS } from './plan-parts.ts'
import { setAsPdf } from './set-as-pdf.ts'

/** `GET CarePlan/{id}/$ccm-document`: the plan with everything it leads to as a document Bundle, or as PDF. */
export function ccmDocument(deps: ProgrammeDeps & { readonly typesetter: Typesetter }): Operation {
  return {
    ...definedOperation('ccm-document'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: false,
    // What else the plan leads to is in it as far as the caller may read it.
    needs: [...PLAN_PARTS, { permission: 'r', type: 'Practitioner' }, { permission: 'r', type: 'Organization' }],
    async handle({ repository, id = '', base, accept }) {
      const made = await documentCarePlan(deps, repository, { carePlan: id, base })
      if (!made) throw fault(404, 'not-found', `There is no CarePlan/${id} of a patient.`)
      if (made === 'too-large')
        throw fault(
          422,
          'too-costly',
          `CarePlan/${id} leads to more than ${DOCUMENT_LIMIT} resources: no document holds them.`,
        )
      if (!wants(accept, 'application/pdf')) return { kind: 'resource', resource: made.document }
      const paper = paperOfDocument(made.document, made.timeZone, printedSections)
      return { kind: 'file', contentType: 'application/pdf', body: await setAsPdf(deps.typesetter, paper) }
    },
  }
}
