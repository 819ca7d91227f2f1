import type {
  CarePlan,
  Condition,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  Resource,
} from '@medplum/fhirtypes'
import { dayOf } from '#domain/calendar.ts'
import type { Chart, Evaluate } from '#domain/care-plan/apply/chart-variables.ts'
import { withoutVersion, type Template } from '#domain/care-plan/apply/template.ts'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import { recognizeConditions } from '#domain/eligibility/chronic-conditions.ts'
import { personName } from '#domain/fhir/names.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import type { ProgrammeDeps } from '../programme-deps.ts'
import { ofType } from '../read-patient.ts'
import { matchingTemplates, readTemplate } from './templates.ts'

/** Which templates are applied to whom. */
export interface ApplyRequest {
  /** Patient id. */
  readonly patient: string
  /** `PlanDefinition/id` or canonical URLs; absent: those for the patient's conditions, and those for everybody. */
  readonly templates?: readonly string[]
  /** `Practitioner/id` or `PractitionerRole/id`; absent: the caller. */
  readonly practitioner?: string
  /** `Organization/id`, `Encounter/id`, `CarePlan/id`. */
  readonly organization?: string
  readonly encounter?: string
  readonly carePlan?: string
  readonly caller: Caller
  readonly note: AuditNote
}

/** What applying needs beside what every use case of the programme needs. */
export type ApplyDeps = ProgrammeDeps & {
  /** Evaluates the expressions of one application, as long as they may take together. */
  readonly evaluate: () => Evaluate
}

/** One application of templates, under its locks. */
export interface Applying {
  readonly deps: ApplyDeps
  readonly tx: FhirTransaction
  readonly request: ApplyRequest
  readonly patient: Patient
  readonly chart: readonly Resource[]
  readonly now: number
  readonly timeZone: string
}

/** The templates that the plan follows already, then those that are asked for; or the name of one that is not on file. */
export async function templatesFor(
  { tx, request }: Applying,
  plan: CarePlan,
  facts: Chart,
): Promise<readonly Template[] | string> {
  const earlier = await Promise.all(
    (plan.instantiatesCanonical ?? []).map((canonical) => readTemplate(tx, withoutVersion(canonical))),
  )
  const found = new Map<string, Template>()
  const add = (template: Template) => found.set(template.plan.url ?? referenceTo(template.plan), template)
  for (const template of earlier) if (template && template.plan.status !== 'retired') add(template)
  for (const name of request.templates ?? []) {
    const template = await readTemplate(tx, name)
    if (!template) return name
    add(template)
  }
  if (!request.templates) matchingTemplates(facts.conditions).forEach(add)
  return [...found.values()]
}

/** What the templates are worked out with. */
export function chartOf({ patient, chart, now, timeZone }: Applying): Chart {
  const today = dayOf(now, timeZone)
  return {
    birthDate: patient.birthDate,
    conditions: recognizeConditions(ofType<Condition>(chart, 'Condition'), today, timeZone),
    record: careRecordOf(chart),
    today,
  }
}

/** The patient, with a name to show. */
export function patientReference(patient: Patient): Reference<Patient> {
  const display = personName(patient.name?.[0])
  return { reference: referenceTo(patient), ...(display !== undefined && { display }) }
}

/** Who asks for what is suggested; undefined for a program that acts by itself. */
export function authorOf({
  practitioner,
  caller,
}: Pick<ApplyRequest, 'practitioner' | 'caller'>): Reference<Practitioner | PractitionerRole> | undefined {
  const reference = practitioner ?? caller.user
  return reference !== undefined && /^Practitioner(Role)?\//.test(reference) ? { reference } : undefined
}
