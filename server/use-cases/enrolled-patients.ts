import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import { enrolledWithin, enrollmentOf } from '#domain/enrollment/enrollment.ts'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import { parseStored } from './stored.ts'

const PAGE = 1000

/** The ids of the patients who were enrolled in one of our programmes at any instant of a month, sorted. */
export async function enrolledPatients(
  reader: FhirReader,
  month: ServiceMonth,
  timeZone: string,
): Promise<readonly string[]> {
  const { start, end } = windowOfMonth(month, timeZone)
  const patients = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await reader.search({
      type: 'EpisodeOfCare',
      where: [{ kind: 'token', param: 'type', values: [{ system: codeSystem('ccm-program') }] }],
      sort: [],
      count: PAGE,
      include: [],
      revinclude: [],
      total: 'none',
      ...(cursor ? { cursor } : {}),
    })
    for (const match of page.matches) {
      const enrollment = enrollmentOf(parseStored(match) as EpisodeOfCare, timeZone)
      const patient = enrollment?.patient.split('/')[1]
      if (enrollment && patient && enrolledWithin(enrollment, start, end)) patients.add(patient)
    }
    cursor = page.next
  } while (cursor)
  return [...patients].sort()
}
