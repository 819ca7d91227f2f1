import type { Patient } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { addDays, startOfDay, windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { personName } from '#domain/fhir/names.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { OurServer } from '../fhir/our-server.ts'
import { readTime, type TimeEntry } from './time-entries.ts'

/** The chart patient's time in a month. */
export function useTime(month: ServiceMonth, timeZone: string): UseQueryResult<readonly TimeEntry[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['time', patient, month],
    queryFn: () => readTime(server, `patient=${patient}`, { ...windowOfMonth(month, timeZone), timeZone }),
  })
}

/** One's own time for a patient. */
export interface OwnEntry extends TimeEntry {
  /** `Patient.id` */
  readonly patient: string
  readonly name: string
}

/** This person's time of a local day, for all patients: only a launch without a patient shows it. */
export function useOwnDay(day: string, timeZone: string): UseQueryResult<readonly OwnEntry[]> {
  const { server, user } = useApp()
  return useQuery({
    queryKey: ['time', 'own', day],
    queryFn: async () => {
      const window = { start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone), timeZone }
      const entries = await readTime(server, `owner=${user.reference ?? ''}`, window)
      const patientOf = ({ task }: TimeEntry) => task.for?.reference?.split('/')[1] ?? ''
      const names = await readNames(server, new Set(entries.map(patientOf)))
      return entries.map((entry) => {
        const patient = patientOf(entry)
        return { ...entry, patient, name: names.get(patient) ?? patient }
      })
    },
  })
}

async function readNames(server: OurServer, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (ids.size === 0) return new Map()
  const found = await server.search<Patient>('Patient', `_id=${[...ids].join(',')}&_count=200`)
  return new Map(found.map(({ id, name }) => [id, personName(name?.[0]) ?? id]))
}

