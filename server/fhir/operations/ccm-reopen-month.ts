import type { Parameters } from '@medplum/fhirtypes'
import { idIn, isId } from '#domain/fhir/ids.ts'
import type { ServiceMonth } from '#domain/calendar.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { reopenMonth, type ReopenedMonth } from '../../use-cases/reopen-month.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { requireWholePractice } from './ccm-close-month.ts'
import type { Operation, OperationCall, OperationInput } from './operation.ts'
import { monthParameter } from './service-month.ts'

/** `POST $ccm-reopen-month`: takes charges back for a correction; the next close decides anew (DESIGN section 4). */
export function ccmReopenMonth(deps: ProgrammeDeps): Operation {
  return {
    ...definedOperation('ccm-reopen-month'),
    at: [{ level: 'system' }, { level: 'instance', type: 'Patient' }],
    affectsState: true,
    needs: [
      { permission: 'r', type: 'Patient' },
      { permission: 'r', type: 'Task' },
      { permission: 'u', type: 'Claim' },
    ],
    async handle(call) {
      const { input, repository, note } = call
      const month = monthParameter(input)
      const patients = await patientsOf(call)
      if (!patients) requireWholePractice(call.principal)
      const reason = input.text('reason')?.trim()
      const reopened = await reopenMonth(deps, repository, {
        month,
        note,
        ...(patients ? { patients } : {}),
        ...(reason ? { reason } : {}),
      })
      return { kind: 'resource', resource: reopenedParameters(month, reopened) }
    },
  }
}

/** The patients that were named, in the path or as parameters; undefined where all are meant. */
async function patientsOf({ id, input, repository }: OperationCall): Promise<readonly string[] | undefined> {
  const patients = id === undefined ? namedIn(input) : [id]
  if (patients.length === 0) return undefined
  const found = await repository.readMany(patients.map((patient) => `Patient/${patient}`))
  const missing = patients.find((patient) => !found.some((stored) => stored.id === patient))
  if (missing !== undefined) throw fault(404, 'not-found', `There is no Patient/${missing}.`, { expression: 'patient' })
  return patients
}

function namedIn(input: OperationInput): readonly string[] {
  const named = input.all('patient').map((parameter) => {
    const text = parameter.valueReference?.reference ?? parameter.valueString ?? parameter.valueId ?? ''
    const id = isId(text) ? text : idIn('Patient', text)
    if (id === undefined)
      throw fault(400, 'value', 'patient takes a reference such as Patient/p1.', { expression: 'patient' })
    return id
  })
  return [...new Set(named)].sort()
}

function reopenedParameters(month: ServiceMonth, reopened: readonly ReopenedMonth[]): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'month', valueString: month },
      { name: 'reopened', valueInteger: reopened.length },
      ...reopened.map(({ patient, charges }) => ({
        name: 'patient',
        part: [
          { name: 'patient', valueReference: { reference: patient } },
          ...charges.map((reference) => ({ name: 'chargeItem', valueReference: { reference } })),
        ],
      })),
    ],
  }
}
