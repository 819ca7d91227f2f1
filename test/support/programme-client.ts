import type {
  Bundle,
  Coverage,
  EpisodeOfCare,
  Parameters,
  ParametersParameter,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { aCondition, aPatient, putAll } from './chart.ts'
import type { TestClient } from './test-app.ts'

/** That the conditions will last and endanger the patient, on the word of the billing practitioner. */
export const ATTESTATION: ParametersParameter = {
  name: 'attestation',
  part: [
    { name: 'duration', valueBoolean: true },
    { name: 'risk', valueBoolean: true },
    { name: 'by', valueReference: { reference: 'Practitioner/alvarez' } },
  ],
}

/** A patient of Medicare Part B with diabetes and hypertension, as an outsider would send the record. */
export async function putChronicPatient(
  client: TestClient,
  id: string,
  { mbi, conditions = ['E11.9', 'I10'] }: { readonly mbi?: string; readonly conditions?: readonly string[] } = {},
): Promise<void> {
  const coverage: Coverage & { id: string } = {
    resourceType: 'Coverage',
    id: `${id}-coverage`,
    status: 'active',
    type: { coding: [{ system: 'https://nahdo.org/sopt', code: '121' }] },
    beneficiary: { reference: `Patient/${id}` },
    payor: [{ display: 'Medicare' }],
  }
  await putAll(client, [
    aPatient(id, 'Outside', mbi ? { identifier: [{ system: 'http://hl7.org/fhir/sid/us-mbi', value: mbi }] } : {}),
    ...conditions.map((code, at) => aCondition(`${id}-c${at}`, id, code)),
    coverage,
  ])
}

/** Parameters of `$ccm-enroll` with everything said; what is given replaces the parameter of its name, or adds one. */
export function enrollParameters(...changed: readonly ParametersParameter[]): Parameters {
  const parameters: ParametersParameter[] = [
    { name: 'program', valueCode: 'ccm' },
    { name: 'billingPractitioner', valueReference: { reference: 'Practitioner/alvarez' } },
    {
      name: 'consent',
      part: [
        { name: 'method', valueCode: 'verbal' },
        { name: 'dateTime', valueDateTime: '2025-01-02T09:00:00-06:00' },
        { name: 'recorder', valueReference: { reference: 'Practitioner/whitfield' } },
        ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map((code) => ({
          name: 'statement',
          valueCode: code,
        })),
      ],
    },
    { name: 'initiatingVisit', valueDate: '2024-12-15' },
  ]
  const names = new Set(changed.map(({ name }) => name))
  return { resourceType: 'Parameters', parameter: [...parameters.filter(({ name }) => !names.has(name)), ...changed] }
}

/** The resource of a type in a transaction's response. */
export function writtenOf<T extends Resource>(bundle: unknown, type: T['resourceType']): T {
  const resources = (bundle as Bundle).entry?.map(({ resource }) => resource) ?? []
  return resources.find((resource) => resource?.resourceType === type) as T
}

/** Enrolls; fails when that is refused. */
export async function enrollPatient(
  client: TestClient,
  patient: string,
  ...changed: readonly ParametersParameter[]
): Promise<EpisodeOfCare> {
  const json = enrollParameters(...changed)
  const answer = await client(`/Patient/${patient}/$ccm-enroll`, { method: 'POST', json })
  if (answer.status !== 200) throw new Error(`$ccm-enroll: ${answer.status} ${answer.text}`)
  return writtenOf<EpisodeOfCare>(answer.body, 'EpisodeOfCare')
}

/** The least that a time entry needs. */
export function aTimeEntry(patient: string, start: string, end: string, more: Partial<Task> = {}): Task {
  return {
    resourceType: 'Task',
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: 'care-coordination' }] },
    for: { reference: `Patient/${patient}` },
    owner: { reference: 'Practitioner/whitfield' },
    executionPeriod: { start, end },
    ...more,
  }
}

/** The codes of our rules that an OperationOutcome names. */
export function rulesIn({ body }: Awaited<ReturnType<TestClient>>): (string | undefined)[] {
  return body.issue.flatMap(({ details }) => details?.coding ?? []).map(({ code }) => code)
}
