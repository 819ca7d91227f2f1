import type { AllergyIntolerance, CarePlan, Condition, Encounter, Observation, Resource } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import { medicationsView, type MedicationsView } from '#domain/care-plan/view/medication-view.ts'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { searchAll } from '../../data/plan.ts'
import type { OurServer } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'

/** Most visits that are read: the newest. */
const VISITS = 10
/** Most observations that are read, the newest: of each kind the last two are shown. */
const VALUES = 200

/** No plan is asked: what is taken and what is not tolerated are the chart's alone. */
const NO_PLAN: CarePlan = { resourceType: 'CarePlan', status: 'draft', intent: 'plan', subject: {} }

/** One part of the chart, read for itself: where it fails, the others are shown. */
function usePart<T>(part: string, read: (server: OurServer, patient: string) => Promise<T>): UseQueryResult<T> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({ queryKey: ['chart', patient, part], queryFn: () => read(server, patient) })
}

/** Every condition of the chart that was not entered by mistake. */
export function useConditions(): UseQueryResult<readonly Condition[]> {
  return usePart('conditions', async (server, patient) =>
    (await server.search<Condition>('Condition', `patient=${patient}&_count=200`)).filter(isTrue),
  )
}

/** What the patient takes as far as the chart knows. */
export function useMedicines(): UseQueryResult<MedicationsView['medications']> {
  const { timeZone } = useFormat()
  return usePart('medicines', async (server, patient) => {
    const found = await Promise.all([
      searchAll(server, `MedicationRequest?patient=${patient}&_count=200&_include=MedicationRequest:medication`),
      searchAll(server, `MedicationStatement?patient=${patient}&_count=200&_include=MedicationStatement:medication`),
    ])
    return viewOf(found.flat(), timeZone).medications
  })
}

/** What the patient does not tolerate, and whether somebody asked. */
export function useAllergies(): UseQueryResult<Pick<MedicationsView, 'allergies' | 'noKnownAllergies'>> {
  const { timeZone } = useFormat()
  return usePart('allergies', async (server, patient) =>
    viewOf(await server.search<AllergyIntolerance>('AllergyIntolerance', `patient=${patient}&_count=200`), timeZone),
  )
}

/** What was measured, the newest first. */
export function useResults(): UseQueryResult<readonly Observation[]> {
  const query = `category=laboratory,vital-signs,imaging,exam,procedure&_sort=-date&_count=${VALUES}`
  return usePart('results', (server, patient) =>
    server.search<Observation>('Observation', `patient=${patient}&${query}`, { limit: VALUES }),
  )
}

/** The newest visits and stays. */
export function useEncounters(): UseQueryResult<readonly Encounter[]> {
  return usePart('encounters', (server, patient) =>
    server.search<Encounter>('Encounter', `patient=${patient}&_sort=-date&_count=${VISITS}`, { limit: VISITS }),
  )
}

function viewOf(resources: readonly Resource[], timeZone: string): MedicationsView {
  return medicationsView(NO_PLAN, careRecordOf(resources), timeZone)
}

function isTrue({ verificationStatus }: Condition): boolean {
  return !['entered-in-error', 'refuted'].includes(verificationStatus?.coding?.[0]?.code ?? '')
}
