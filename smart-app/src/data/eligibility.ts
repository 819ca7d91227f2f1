import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { Reason } from './month.ts'
import { partsOf } from './parts.ts'

/** Whether the patient qualifies for a programme, and why. */
export interface ProgramFinding {
  readonly code: string
  readonly eligible: boolean
  readonly reasons: readonly string[]
}

/** A condition of the chart and how it stands towards the programme. */
export interface ConditionFinding {
  readonly reference: string
  readonly name: string
  readonly category: string
  /** Code of `[ig]/CodeSystem/ccm-chronic-condition`. */
  readonly kind: string
  readonly code: string
  readonly standing: 'counts' | 'review' | 'never'
  readonly reason: string
}

/** What `$ccm-eligibility` answers. */
export interface EligibilityView {
  readonly programs: readonly ProgramFinding[]
  readonly conditions: readonly ConditionFinding[]
  readonly blockers: readonly Reason[]
}

/** The chart patient's eligibility today. */
export function useEligibility(): UseQueryResult<EligibilityView> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['eligibility', patient],
    queryFn: async () => eligibilityOf(await server.get<Parameters>(`Patient/${patient}/$ccm-eligibility`)),
  })
}

function eligibilityOf(parameters: Parameters): EligibilityView {
  const parts = partsOf(parameters)
  return {
    programs: parts.each('program').map((program) => ({
      code: program.code('code') ?? '',
      eligible: program.flag('eligible') === true,
      reasons: program.texts('reason'),
    })),
    conditions: parts.each('condition').map((condition) => ({
      reference: condition.reference('reference')?.reference ?? '',
      name: condition.reference('reference')?.display ?? condition.codings('category')[0]?.display ?? '',
      category: condition.codings('category')[0]?.display ?? '',
      kind: condition.codings('category')[0]?.code ?? '',
      code: condition.coding('code')?.code ?? '',
      standing: standingOf(condition.code('standing')),
      reason: condition.text('reason') ?? '',
    })),
    blockers: parts.each('blocker').map((one) => ({
      code: one.code('code') ?? '',
      message: one.text('message') ?? '',
    })),
  }
}

function standingOf(code: string | undefined): ConditionFinding['standing'] {
  return code === 'counts' || code === 'review' ? code : 'never'
}

/** The blockers that concern a programme, or all of them: messages of one begin with its name. */
export function blockersOf(view: EligibilityView, programName: string): readonly Reason[] {
  const others = ['Chronic Care Management', 'Principal Care Management', 'Advanced Primary Care Management']
  return view.blockers.filter(
    ({ message }) => !others.some((name) => name !== programName && message.startsWith(`${name}:`)),
  )
}
