import type { ChargeRule, Exclusion } from './charge-rule.ts'
import { EXCLUSIONS } from './generated/code-sets.ts'
import type { ServiceOnFile } from './services-on-file.ts'

/** A service on file that a code cannot stand beside, or only with care. */
export interface MetExclusion {
  readonly exclusion: Exclusion
  readonly service: ServiceOnFile
}

/** The exclusions of a rule that services on file meet, for a date of service; each at most once. */
export function exclusionsMet(
  rule: ChargeRule,
  serviceDate: string,
  services: readonly ServiceOnFile[],
): readonly MetExclusion[] {
  if (services.length === 0) return []
  return rule.exclusions.flatMap((name) => {
    const exclusion = EXCLUSIONS[name]
    const service = exclusion && services.find((candidate) => meets(candidate, exclusion, serviceDate))
    return exclusion && service ? [{ exclusion, service }] : []
  })
}

/** Services are those of the month; only the day has to be looked at. */
function meets(service: ServiceOnFile, exclusion: Exclusion, day: string): boolean {
  const onDay = exclusion.within === 'month' || (service.from <= day && day <= service.to)
  return onDay && service.by === exclusion.practitioner && exclusion.services.has(service.code)
}
