import type { Coverage, Encounter, Organization, Patient, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { codeSystem, IDENTIFIER, SYSTEM } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { personName } from '#domain/fhir/names.ts'
import { practiceOf, type Practice } from '#domain/practice/practice.ts'
import { useApp, usePatientId } from '../app/app-context.ts'
import type { OurServer, Stored } from '../fhir/our-server.ts'

/** Who works here. */
export interface StaffPerson {
  /** `Practitioner/…` */
  readonly reference: string
  readonly name: string
  /** `RN`, `MD`; '' where none is known. */
  readonly credential: string
  /** Code of `[ig]/CodeSystem/ccm-staff-role`; absent: nobody has given one. */
  readonly role: string | undefined
  readonly billing: boolean
}

const LONG = 5 * 60_000

/** Settings of the practice: zone, policy. */
export const practiceQuery = (server: OurServer) =>
  queryOptions({
    queryKey: ['practice'],
    staleTime: LONG,
    queryFn: async () => {
      const found = await server.search<Organization>('Organization', `identifier=${IDENTIFIER.practice}|&_count=1`)
      return practiceOf(found[0])
    },
  })

/** Settings of the practice: zone, policy. */
export function usePractice(): UseQueryResult<Practice> {
  return useQuery(practiceQuery(useApp().server))
}

/** A patient by id. */
export const patientQuery = (server: OurServer, patient: string) =>
  queryOptions({
    queryKey: ['patient', patient],
    staleTime: LONG,
    queryFn: () => server.get<Stored<Patient>>(`Patient/${patient}`),
  })

/** The patient of the chart. */
export function usePatient(): UseQueryResult<Stored<Patient>> {
  return useQuery(patientQuery(useApp().server, usePatientId()))
}

/** Everybody who works in the practice. */
export function useStaff(): UseQueryResult<readonly StaffPerson[]> {
  const { server } = useApp()
  return useQuery({ queryKey: ['staff'], staleTime: LONG, queryFn: () => readStaff(server) })
}

async function readStaff(server: OurServer): Promise<readonly StaffPerson[]> {
  const [people, roles] = await Promise.all([
    server.search<Practitioner>('Practitioner', '_count=200'),
    server.search<PractitionerRole>('PractitionerRole', '_count=200'),
  ])
  const system = codeSystem('ccm-staff-role')
  return people.map((person) => {
    const reference = `Practitioner/${person.id}`
    const mine = roles.filter((role) => role.practitioner?.reference === reference)
    const role = mine.flatMap((one) => codeIn(one.code, system) ?? [])[0]
    return {
      reference,
      name: nameOf(person),
      credential: person.name?.[0]?.suffix?.join(' ') ?? '',
      role,
      billing: role === 'billing-practitioner' && person.identifier?.some(({ system: npi }) => npi === SYSTEM.npi) === true,
    }
  })
}

function nameOf(person: Practitioner): string {
  const [name] = person.name ?? []
  return personName(name) ?? person.id ?? ''
}

/** What the chart says of the payer. */
export function useCoverage(): UseQueryResult<readonly Stored<Coverage>[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['coverage', patient],
    staleTime: LONG,
    queryFn: () => server.search<Coverage>('Coverage', `patient=${patient}&_count=20`),
  })
}

/** The visits of the last year, newest first. */
export function useVisits(since: string): UseQueryResult<readonly Stored<Encounter>[]> {
  const { server } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['visits', patient, since],
    staleTime: LONG,
    queryFn: () => server.search<Encounter>('Encounter', `patient=${patient}&date=ge${since}&_sort=-date&_count=50`),
  })
}

/** A person by reference, with `you` where it is the one at the screen. */
export function personOf(staff: readonly StaffPerson[] | undefined, reference: string | undefined): StaffPerson | undefined {
  return staff?.find((person) => person.reference === reference)
}

/** Whether somebody's role lets them manage patients' care. */
export function mayManage({ role }: StaffPerson): boolean {
  return role === 'clinical-staff' || role === 'billing-practitioner'
}

/** A person as a choice: `Dana Whitfield, RN`. */
export function withCredential({ reference, name, credential }: StaffPerson): { value: string; label: string } {
  return { value: reference, label: [name, credential].filter(Boolean).join(', ') }
}
