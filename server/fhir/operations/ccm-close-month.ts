import type { JobQueue } from '#ports/job-queue.ts'
import { compartmentOf } from '../../auth/access-of.ts'
import type { Principal } from '../../auth/principal.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { CLOSE_MONTH_TASK, requestClose } from '../../use-cases/request-close.ts'
import { MONTH_FACTS } from '../../use-cases/read-months.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { jobOwner } from './job-owner.ts'
import type { Operation } from './operation.ts'
import { monthParameter } from './service-month.ts'

/** `POST $ccm-close-month`: closes a month for the whole practice, in the background (DESIGN section 4). */
export function ccmCloseMonth(deps: ProgrammeDeps & { readonly jobs: JobQueue }): Operation {
  return {
    ...definedOperation('ccm-close-month'),
    at: [{ level: 'system' }],
    affectsState: true,
    needs: [...MONTH_FACTS.map((type) => ({ permission: 'r', type }) as const), { permission: 'c', type: 'Claim' }],
    job: { task: CLOSE_MONTH_TASK },
    async handle({ principal, repository, input, note }) {
      const month = monthParameter(input)
      const dryRun = input.flag('dryRun') ?? false
      requireWholePractice(principal)
      const owner = jobOwner(principal)
      const id = await requestClose(deps, repository, { tenant: principal.tenant, month, dryRun, note, owner })
      return { kind: 'job', id }
    },
  }
}

/**
 * Who may see some patients only does not act for all of them.
 * @throws FhirError 403
 */
export function requireWholePractice(principal: Principal): void {
  if (compartmentOf(principal) === 'unrestricted') return
  throw fault(403, 'forbidden', 'This concerns the whole practice; the token is for some patients only.')
}
