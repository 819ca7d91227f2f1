import type { Task } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { useApp } from '../app/app-context.ts'
import { personOf, useStaff } from './chart.ts'

/** Somebody else whose timer runs for this patient. */
export interface Present {
  /** `Practitioner/…` */
  readonly person: string
  /** Code of `[ig]/CodeSystem/ccm-activity`. */
  readonly activity: string
  /** Milliseconds since 1970. */
  readonly since: number
}

/** How often it is looked at who works with the patient, in milliseconds: a beat of the timer. */
const LOOK = 30_000

/**
 * Who else works with this patient now: the server knows it by the timers that run, and ends those of which it hears
 * nothing any more. Where no patient is open nobody is asked for.
 */
export function usePresent(asked = true): UseQueryResult<readonly Present[]> {
  const { server, user, patient } = useApp()
  return useQuery({
    queryKey: ['present', patient],
    enabled: asked && patient !== undefined,
    refetchInterval: LOOK,
    queryFn: async () => {
      const system = codeSystem('ccm-activity')
      const code = encodeURIComponent(`${system}|`)
      const running = await server.search<Task>('Task', `patient=${patient ?? ''}&status=in-progress&code=${code}&_count=20`)
      return running.flatMap(({ code: activity, owner, executionPeriod }) => {
        const [person, start] = [owner?.reference, executionPeriod?.start]
        if (person === undefined || person === user.reference || start === undefined) return []
        return [{ person, activity: codeIn(activity, system) ?? '', since: Date.parse(start) }]
      })
    },
  })
}

/** Names people as the practice calls them: `Dana Whitfield, RN`. */
export function useNameOf(): (person: string) => string | undefined {
  const staff = useStaff()
  return (reference) => {
    const found = personOf(staff.data, reference)
    return found && [found.name, found.credential].filter(Boolean).join(', ')
  }
}
