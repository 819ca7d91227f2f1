import type { Clock } from '#ports/clock.ts'
import { expand } from './expand.ts'
import { lookup } from './lookup.ts'
import type { Operation } from './operation.ts'
import type { TerminologyDeps } from './terminology-input.ts'
import { validateCode } from './validate-code.ts'

/** `$expand`, `$validate-code`, `$lookup`: the guide's terminology, R4's own, and what a practice keeps of its own. */
export function terminologyOperations(deps: TerminologyDeps & { readonly clock: Clock }): readonly Operation[] {
  return [expand(deps), validateCode(deps), lookup()]
}
