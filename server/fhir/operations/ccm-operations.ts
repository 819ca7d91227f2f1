import type { JobQueue } from '#ports/job-queue.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import type { StopDeps } from '../../use-cases/timers/stop-own-timer.ts'
import { createEvaluate } from '../evaluate-expression.ts'
import { apply } from './apply.ts'
import { ccmAudit } from './ccm-audit.ts'
import { ccmBeat } from './ccm-beat.ts'
import { ccmCompleteness } from './ccm-completeness.ts'
import { ccmCopy } from './ccm-copy.ts'
import { ccmCloseMonth } from './ccm-close-month.ts'
import { ccmDocument } from './ccm-document.ts'
import { ccmDifference } from './ccm-difference.ts'
import { ccmEligibility } from './ccm-eligibility.ts'
import { ccmEnd } from './ccm-end.ts'
import { ccmEnroll } from './ccm-enroll.ts'
import { ccmEnrollDraft, ccmKeepEnrollDraft } from './ccm-enroll-draft.ts'
import { ccmHandOver } from './ccm-hand-over.ts'
import { ccmMonth } from './ccm-month.ts'
import { ccmPanel } from './ccm-panel.ts'
import { ccmReopenMonth } from './ccm-reopen-month.ts'
import { ccmReport } from './ccm-report.ts'
import { ccmRevisions } from './ccm-revisions.ts'
import { ccmSimulate } from './ccm-simulate.ts'
import { ccmStopTimer } from './ccm-stop-timer.ts'
import type { Operation } from './operation.ts'

/** The programme's operations (DESIGN section 4). */
export function ccmOperations(
  deps: ProgrammeDeps & StopDeps & { readonly jobs: JobQueue; readonly typesetter: Typesetter },
): readonly Operation[] {
  return [
    ccmEligibility(deps),
    ccmEnroll(deps),
    ccmEnrollDraft(deps),
    ccmKeepEnrollDraft(deps),
    ccmEnd(deps),
    ccmMonth(deps),
    ccmSimulate(deps),
    ccmCloseMonth(deps),
    ccmReopenMonth(deps),
    ccmPanel(deps),
    ccmReport(),
    ccmAudit(deps),
    ccmBeat(deps),
    ccmStopTimer(deps),
    ccmCopy(deps),
    ccmHandOver(deps),
    ccmDocument(deps),
    apply({ ...deps, evaluate: createEvaluate }),
    ccmCompleteness(),
    ccmRevisions(),
    ccmDifference(),
  ]
}
