import type { Communication } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { Stored } from '../fhir/our-server.ts'

/** A copy of the care plan that the patient was given. */
export interface GivenCopy {
  readonly communication: Stored<Communication>
  /** FHIR instant or day. */
  readonly sent: string
  /** The plan's version that was copied. */
  readonly version: string | undefined
  /** Code of HL7's ParticipationMode. */
  readonly medium: string
  /** `DocumentReference/…`, as it was given. */
  readonly document: string | undefined
}

/** Copies of the plan that were given, the newest first. */
export function useCopies(): UseQueryResult<readonly GivenCopy[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['copies', patient],
    queryFn: async () => {
      const category = encodeURIComponent(`${codeSystem('ccm-care-plan-activity')}|handed-over`)
      const found = await server.search<Communication>(
        'Communication',
        `patient=${patient}&category=${category}&_count=50`,
      )
      return found.map(copyOf).toSorted((one, other) => (one.sent < other.sent ? 1 : -1))
    },
  })
}

function copyOf(communication: Stored<Communication>): GivenCopy {
  const about = communication.about?.find(({ reference = '' }) => reference.startsWith('CarePlan/'))?.reference
  return {
    communication,
    sent: communication.sent ?? '',
    version: about?.split('/_history/')[1],
    medium: communication.medium?.[0]?.coding?.[0]?.code ?? '',
    document: communication.payload?.find(({ contentReference }) => contentReference)?.contentReference?.reference,
  }
}
