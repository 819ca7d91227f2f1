import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useApp } from '../../app/app-context.ts'
import { partsOf } from '../../data/parts.ts'

/** An element of a comprehensive plan and whether it is there. */
export interface ElementState {
  readonly code: string
  readonly state: 'present' | 'missing' | 'not-needed'
  readonly required: boolean
  readonly message: string
}

/** What `$ccm-completeness` says of a plan, anew for each version and each change of what it names. */
export function useCompleteness(plan: string, readAt: number): UseQueryResult<readonly ElementState[]> {
  const { server } = useApp()
  return useQuery({
    queryKey: ['completeness', plan, readAt],
    placeholderData: (before) => before,
    queryFn: async () => {
      const parts = partsOf(await server.get<Parameters>(`CarePlan/${plan}/$ccm-completeness`))
      return parts.each('element').map((element) => {
        const state = element.code('state')
        return {
          code: element.code('code') ?? '',
          state: state === 'present' || state === 'not-needed' ? state : 'missing',
          required: element.flag('required') === true,
          message: element.text('message') ?? '',
        } as const
      })
    },
  })
}
