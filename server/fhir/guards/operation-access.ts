import { resourceTypes } from '#definitions/resource-types.ts'
import type { Access } from '#ports/access.ts'
import { DEFINITIONS } from '../../auth/roles.ts'
import type { Guard, Need } from './rights.ts'

/**
 * What every operation rests on, and none shows by itself: what codes and rules mean, who works in the practice and where,
 * and who wrote which version. None of it is of a patient's record.
 */
const GROUND: ReadonlySet<string> = new Set([
  ...DEFINITIONS,
  'AuditEvent',
  'Organization',
  'Practitioner',
  'PractitionerRole',
])

/**
 * The rows for an operation that answers questions: all of what it needs, which the caller may read, and of everything else
 * no more than the caller would read without it. So an operation whose needs are incomplete tells too little, never too much.
 */
export function operationAccess(
  guard: Pick<Guard, 'seesAll' | 'allows' | 'access' | 'whole'>,
  needs: readonly Need[],
): Access {
  const needed = new Set(needs.map(({ type }) => type))
  const own = guard.access('r').narrowed
  const hidden = resourceTypes.filter(
    (type) => !needed.has(type) && !GROUND.has(type) && !guard.seesAll({ permission: 'r', type }),
  )
  const whole = guard.whole()
  if (hidden.length === 0) return whole
  return {
    ...whole,
    narrowed: new Map(hidden.map((type) => [type, guard.allows('r', type) ? (own?.get(type) ?? []) : []])),
  }
}
