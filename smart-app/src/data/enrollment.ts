import type { Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { isCurrent, isOutreach } from '#domain/enrollment/enrollment-state.ts'
import { enrollmentOf, type Enrollment } from '#domain/enrollment/enrollment.ts'
import { isOurs } from '#domain/consent/consent-state.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { OurServer, Stored } from '../fhir/our-server.ts'
import { practiceQuery } from './chart.ts'

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

/** A patient's enrollments and outreach; days are those of the practice's zone, of UTC where it cannot be read. */
export const enrollmentQuery = (server: OurServer, patient: string) =>
  queryOptions({
    queryKey: ['enrollment', patient],
    queryFn: async ({ client }) => {
      const [episodes, practice] = await Promise.all([
        server.search<EpisodeOfCare>('EpisodeOfCare', `patient=${patient}&_count=50`),
        client.query(practiceQuery(server)).catch(() => undefined),
      ])
      return historyOf(episodes, practice?.timeZone ?? 'UTC')
    },
  })

/** The chart patient's enrollments and outreach. */
export function useEnrollment(): UseQueryResult<EnrollmentHistory> {
  return useQuery(enrollmentQuery(useApp().server, usePatientId()))
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
