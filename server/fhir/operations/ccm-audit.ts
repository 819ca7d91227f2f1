import { PROGRAMS } from '#domain/enrollment/program.ts'
import { paperOfDocument } from '#domain/paper/paper-of-document.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import { auditMonth } from '../../use-cases/audit-month.ts'
import { MONTH_FACTS } from '../../use-cases/read-months.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { wants } from '../media-types.ts'
import { choiceParameter } from './choice-parameter.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation } from './operation.ts'
import { setAsPdf } from './set-as-pdf.ts'
import { monthParameter } from './service-month.ts'

/** What the file is made of: whoever may not see all of it gets none. */
const READ = [...MONTH_FACTS, 'Provenance', 'Practitioner', 'Organization']

/** `GET Patient/{id}/$ccm-audit`: the document that answers an auditor, or the same as PDF (DESIGN section 4). */
export function ccmAudit(deps: ProgrammeDeps & { readonly typesetter: Typesetter }): Operation {
  return {
    ...definedOperation('ccm-audit'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: READ.map((type) => ({ permission: 'r', type })),
    async handle({ repository, id = '', input, base, accept }) {
      const month = monthParameter(input)
      const program = choiceParameter(input, 'program', PROGRAMS)
      const question = { patient: id, month, base, ...(program ? { program } : {}) }
      const file = await auditMonth(deps, repository, question)
      if (!file) throw fault(404, 'not-found', `There is no Patient/${id}.`)
      if (!wants(accept, 'application/pdf')) return { kind: 'resource', resource: file.document }
      const paper = paperOfDocument(file.document, file.timeZone)
      return { kind: 'file', contentType: 'application/pdf', body: await setAsPdf(deps.typesetter, paper) }
    },
  }
}
