import type { ParametersParameter } from '@medplum/fhirtypes'
import { applyPlan, notOnFile, type Applied } from '../../use-cases/apply-plan.ts'
import type { ApplyDeps, ApplyRequest } from '../../use-cases/applying/applying.ts'
import { PLAN_FACTS } from '../../use-cases/read-care-record.ts'
import { refuseIfAny } from '../../use-cases/refuse.ts'
import { fault, type FhirError } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import type { Operation, OperationCall, OperationInput } from './operation.ts'

/** What the rules look at, and what is written: whoever may not see or write all of it applies nothing. */
const READ = [...PLAN_FACTS, 'Medication', 'Provenance', 'PlanDefinition']
const WRITTEN = ['CarePlan', 'Goal', 'Task', 'ServiceRequest', 'CommunicationRequest']

/** Parameters of the operation; those of HL7's that say who looks on and where change nothing here. */
const TAKEN = ['planDefinition', 'subject', 'practitioner', 'organization', 'encounter', 'carePlan']
const WITHOUT_EFFECT = ['userType', 'userLanguage', 'userTaskContext', 'setting', 'settingContext']

/**
 * `POST PlanDefinition/{id}/$apply` and `POST PlanDefinition/$apply`: suggestions of care-plan templates become goals and
 * activities of the patient's plan (DESIGN section 4). https://hl7.org/fhir/R4/plandefinition-operation-apply.html
 */
export function apply(deps: ApplyDeps): Operation {
  return {
    ...definedOperation('apply'),
    at: [
      { level: 'type', type: 'PlanDefinition' },
      { level: 'instance', type: 'PlanDefinition' },
    ],
    affectsState: true,
    needs: [
      ...READ.map((type) => ({ permission: 'r' as const, type })),
      ...WRITTEN.flatMap((type) => [
        { permission: 'c' as const, type },
        { permission: 'u' as const, type },
      ]),
      { permission: 'c', type: 'Provenance' },
    ],
    async handle(call) {
      const request = requestOf(call)
      await requireSeen(call, request.encounter)
      const applied = await applyPlan(deps, call.repository, request)
      if (applied.kind !== 'applied') throw faultOf(applied, call)
      return { kind: 'text', text: applied.plan.content }
    },
  }
}

function requestOf({ id, input, principal, note }: OperationCall): ApplyRequest {
  requireKnownParameters(input)
  const templates = id === undefined ? templateNames(input) : [`PlanDefinition/${id}`]
  const optional = (name: string, types: readonly string[]) => {
    const reference = referenceParameter(input, name, types)
    return reference === undefined ? {} : { [name]: reference }
  }
  return {
    patient: subjectOf(input),
    ...(templates.length > 0 && { templates }),
    ...optional('practitioner', ['Practitioner', 'PractitionerRole']),
    ...optional('organization', ['Organization']),
    ...optional('encounter', ['Encounter']),
    ...optional('carePlan', ['CarePlan']),
    caller: principal,
    note,
  }
}

/**
 * A visit that the caller may not see is one that is not there: the answer would tell of it.
 * @throws Refusal
 */
async function requireSeen({ guard }: OperationCall, encounter: string | undefined): Promise<void> {
  if (encounter === undefined) return
  const id = encounter.slice('Encounter/'.length)
  const seen = guard.allows('r', 'Encounter') ? await guard.repository('r').read('Encounter', id) : undefined
  refuseIfAny(seen && !seen.deleted ? [] : [notOnFile('encounter', encounter)])
}

/** @throws FhirError 400: what is not understood is not passed over in an operation that writes */
function requireKnownParameters(input: OperationInput): void {
  const unknown = input.parameters().find(({ name }) => !TAKEN.includes(name) && !WITHOUT_EFFECT.includes(name))
  if (unknown)
    throw fault(400, 'not-supported', `$apply has no parameter ${unknown.name}; it has ${TAKEN.join(', ')}.`, {
      expression: unknown.name,
    })
}

function subjectOf(input: OperationInput): string {
  const subject = referenceParameter(input, 'subject', ['Patient'])
  if (subject === undefined)
    throw fault(400, 'invalid', 'Say for whom: subject=Patient/[id].', { expression: 'subject' })
  return subject.slice('Patient/'.length)
}

/** @throws FhirError 400 for a reference to something else */
function referenceParameter(input: OperationInput, name: string, types: readonly string[]): string | undefined {
  const reference = input.reference(name)
  if (reference === undefined || types.includes(reference.split('/', 1)[0] ?? '')) return reference
  throw fault(400, 'value', `${name} is ${reference}; it takes a reference to ${types.join(' or ')}.`, {
    expression: name,
  })
}

/** Templates by `PlanDefinition/id` or canonical, whatever type of value they came as. */
function templateNames(input: OperationInput): readonly string[] {
  return input.all('planDefinition').map((parameter) => {
    const name = textOf(parameter)
    if (name !== undefined && name !== '') return name
    throw fault(400, 'value', 'planDefinition takes the canonical URL of a template, or PlanDefinition/[id].', {
      expression: 'planDefinition',
    })
  })
}

function textOf({ valueUri, valueCanonical, valueString, valueReference }: ParametersParameter): string | undefined {
  return valueUri ?? valueCanonical ?? valueString ?? valueReference?.reference
}

function faultOf(problem: Exclude<Applied, { kind: 'applied' }>, { id, input }: OperationCall): FhirError {
  switch (problem.kind) {
    case 'no-patient':
      return fault(404, 'not-found', `There is no ${input.text('subject') ?? 'such Patient'}.`, {
        expression: 'subject',
      })
    case 'unknown-template': {
      const expression = id === undefined ? { expression: 'planDefinition' } : {}
      return fault(404, 'not-found', `There is no template ${problem.name}.`, expression)
    }
    case 'unusable':
      return fault(422, 'not-supported', problem.faults.join(' '))
    case 'several':
      return fault(
        409,
        'multiple-matches',
        `The patient has several care plans that are drafts or in force (${problem.references.join(', ')}): name one in carePlan.`,
        { expression: 'carePlan' },
      )
    case 'not-open':
      return fault(422, 'value', `${problem.reference} is no care plan of this patient that is a draft or in force.`, {
        expression: 'carePlan',
      })
  }
}
