import type { Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { isCurrent, isOutreach } from '#domain/enrollment/enrollment-state.ts'
import { enrollmentOf, type Enrollment } from '#domain/enrollment/enrollment.ts'
import { isOurs } from '#domain/consent/consent-state.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { Stored } from '../fhir/our-server.ts'
import { usePractice } from './chart.ts'

/** A patient's way through the programmes, the newest first. */
export interface EnrollmentHistory {
  readonly episodes: readonly Stored<EpisodeOfCare>[]
  readonly enrollments: readonly Enrollment[]
  /** The enrollment that runs; CCM before the others. */
  readonly current: Enrollment | undefined
  /** The newest that has ended, where none runs. */
  readonly ended: Enrollment | undefined
  /** Outreach: asked, declined, not reached. */
  readonly outreach: Enrollment | undefined
}

/** The chart patient's enrollments and outreach. */
export function useEnrollment(): UseQueryResult<EnrollmentHistory> {
  const { server } = useApp()
  const patient = usePatientId()
  const practice = usePractice()
  return useQuery({
    queryKey: ['enrollment', patient],
    enabled: practice.data !== undefined || practice.isError,
    queryFn: async () => {
      const episodes = await server.search<EpisodeOfCare>('EpisodeOfCare', `patient=${patient}&_count=50`)
      return historyOf(episodes, practice.data?.timeZone ?? 'UTC')
    },
  })
}

function historyOf(episodes: readonly Stored<EpisodeOfCare>[], timeZone: string): EnrollmentHistory {
  const enrollments = episodes
    .flatMap((episode) => enrollmentOf(episode, timeZone) ?? [])
    .toSorted((one, other) => (other.start ?? 0) - (one.start ?? 0))
  const running = enrollments.filter(({ state }) => isCurrent(state))
  const started = enrollments.filter((one) => one.start !== undefined && !isCurrent(one.state))
  return {
    episodes,
    enrollments,
    current: running.find(({ program }) => program === 'ccm') ?? running[0],
    ended: running.length === 0 ? started[0] : undefined,
    outreach: enrollments.find(({ state }) => state !== undefined && isOutreach(state)),
  }
}

/** The patient's consents to care management, the newest first. */
export function useConsents(): UseQueryResult<readonly Stored<Consent>[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['consents', patient],
    queryFn: async () => {
      const found = await server.search<Consent>('Consent', `patient=${patient}&_count=50`)
      return found.filter(isOurs).toSorted((one, other) => (one.dateTime ?? '') < (other.dateTime ?? '') ? 1 : -1)
    },
  })
}
