import type { JobQueue } from '#ports/job-queue.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { evaluateExpression } from '../evaluate-expression.ts'
import { apply } from './apply.ts'
import { ccmAudit } from './ccm-audit.ts'
import { ccmCloseMonth } from './ccm-close-month.ts'
import { ccmEligibility } from './ccm-eligibility.ts'
import { ccmEnd } from './ccm-end.ts'
import { ccmEnroll } from './ccm-enroll.ts'
import { ccmMonth } from './ccm-month.ts'
import { ccmReopenMonth } from './ccm-reopen-month.ts'
import type { Operation } from './operation.ts'

/** The programme's operations (DESIGN section 4). */
export function ccmOperations(deps: ProgrammeDeps & { readonly jobs: JobQueue }): readonly Operation[] {
  return [
    ccmEligibility(deps),
    ccmEnroll(deps),
    ccmEnd(deps),
    ccmMonth(deps),
    ccmCloseMonth(deps),
    ccmReopenMonth(deps),
    ccmAudit(deps),
    apply({ ...deps, evaluate: evaluateExpression }),
  ]
}
