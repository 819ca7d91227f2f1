import type { Parameters } from '@medplum/fhirtypes'
import { use } from 'react'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useApp } from '../../../app/app-context.ts'
import { partsOf } from '../../../data/parts.ts'
import { LanguageContext } from '../../../say/use-say.ts'

/** Something that is otherwise in a later state of the plan, as `$ccm-difference` tells it. */
export interface PlanDifference {
  /** Code of `[ig]/CodeSystem/ccm-care-plan-element`, `care-team`, or `plan` for what the plan says of itself. */
  readonly area: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly what: string
  readonly property: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * What became otherwise between two versions of a plan, in the language of the person at the screen.
 * @param readAt when the plan was read, in milliseconds: goals and interventions change without a version of the plan
 */
export function useDifference(
  plan: string,
  { from, to, readAt }: { readonly from: string | undefined; readonly to: string | undefined; readonly readAt: number },
): UseQueryResult<readonly PlanDifference[]> {
  const { server } = useApp()
  const language = use(LanguageContext)
  return useQuery({
    queryKey: ['difference', plan, from, to, readAt, language],
    enabled: from !== undefined,
    placeholderData: (before, query) =>
      query?.queryKey[1] === plan && query.queryKey[2] === from && query.queryKey[3] === to ? before : undefined,
    queryFn: async () => {
      const later = to === undefined ? '' : `&to=${to}`
      const asked = `from=${from ?? ''}${later}&language=${language}`
      const parts = partsOf(await server.get<Parameters>(`CarePlan/${plan}/$ccm-difference?${asked}`))
      return parts.each('change').map((change) => {
        const kind = change.code('kind')
        return {
          area: change.code('area') ?? '',
          kind: kind === 'added' || kind === 'removed' ? kind : 'changed',
          what: change.text('what') ?? '',
          property: change.text('property'),
          before: change.text('before'),
          after: change.text('after'),
        } as const
      })
    },
  })
}
