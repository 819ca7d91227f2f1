import { z } from 'zod'
import type { Encounter } from '@medplum/fhirtypes'
import { isId } from '#domain/fhir/ids.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { Launch } from '../../auth/provider/launches.ts'
import type { Principal } from '../../auth/principal.ts'
import { fault, type FhirError } from '../../fhir/fault.ts'

const id = () =>
  z.string({ error: 'must be the id of a FHIR resource' }).refine(isId, { error: 'must be the id of a FHIR resource' })

const request = z.strictObject({
  client: z.string({ error: 'must be the id of the client that is opened' }).min(1),
  patient: id().optional(),
  encounter: id().optional(),
  intent: z.string().max(200).optional(),
  needPatientBanner: z.boolean().optional(),
})

/** What the opener can read of the practice's records, as JSON; undefined for all else, whether it exists or not. */
export type ReadAsOpener = (type: 'Patient' | 'Encounter', id: string) => Promise<string | undefined>

/**
 * Requires that an app is opened on what there is for the opener: a patient's own chart, and a visit of that patient.
 * @throws FhirError 400, which does not tell what is hidden from what is not there
 */
export async function requireContext(
  { patient, encounter }: Pick<Launch, 'patient' | 'encounter'>,
  read: ReadAsOpener,
): Promise<void> {
  if (encounter !== undefined && patient === undefined)
    throw wrong('encounter', 'is nothing without the patient whose visit it is')
  if (patient !== undefined && (await read('Patient', patient)) === undefined)
    throw wrong('patient', 'is none that this token can read')
  const visit = encounter === undefined ? undefined : await read('Encounter', encounter)
  const whose = visit === undefined ? undefined : literalOf((JSON.parse(visit) as Encounter).subject)
  if (encounter !== undefined && whose !== `Patient/${patient ?? ''}`)
    throw wrong('encounter', 'is no visit of this patient that this token can read')
}

function wrong(field: keyof Launch, what: string): FhirError {
  return fault(400, 'value', `${field}: ${what}.`, { expression: field })
}

/**
 * Reads what an app is opened on: `{ "client", "patient"?, "encounter"?, "intent"?, "needPatientBanner"? }`.
 * @throws FhirError 400, 403 for who is not a person of the practice, or bound to other patients
 */
export function readLaunch(principal: Principal, body: string): Omit<Launch, 'name'> {
  const { tenant, role, user, patient: bound } = principal
  if (user === undefined)
    throw fault(403, 'forbidden', 'An app is opened by a person; this token speaks for a program.')
  const parsed = request.safeParse(jsonOf(body))
  if (!parsed.success) throw fault(400, 'invalid', wordsOf(parsed.error))
  const { client, patient, encounter, intent, needPatientBanner } = parsed.data
  if (bound !== undefined && bound !== patient)
    throw fault(403, 'forbidden', 'This token is for one patient; an app cannot be opened on another with it.')
  return {
    client,
    tenant: tenant.slug,
    role,
    user,
    ...(patient === undefined ? {} : { patient }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(intent === undefined ? {} : { intent }),
    ...(needPatientBanner === undefined ? {} : { needPatientBanner }),
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw fault(400, 'structure', 'The body is not JSON; this wants {"client", "patient"}.', { cause })
  }
}

function wordsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ')
}
