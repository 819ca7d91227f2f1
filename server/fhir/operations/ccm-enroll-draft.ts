import type { Parameters } from '@medplum/fhirtypes'
import { PROGRAMS } from '#domain/enrollment/program.ts'
import type { DraftPlace, EnrollDraft } from '#ports/enroll-drafts.ts'
import { keepDraft, readDraft, type DraftDeps } from '../../use-cases/enroll-drafts.ts'
import { fault } from '../fault.ts'
import { choiceParameter } from './choice-parameter.ts'
import { ENROLL_NEEDS } from './ccm-enroll.ts'
import { definedOperation } from './ccm-operation.ts'
import { draftContent } from './draft-content.ts'
import type { Operation, OperationCall, OperationInput } from './operation.ts'

/** `GET Patient/{id}/$ccm-enroll-draft`: what the caller has begun, and nobody else sees (docs/app-launch.md). */
export function ccmEnrollDraft(deps: DraftDeps): Operation {
  return {
    ...definedOperation('ccm-enroll-draft'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    needs: ENROLL_NEEDS,
    async handle(call) {
      const found = await readDraft(deps, call.repository, placeOf(call))
      if (!found) throw unknownPatient(call)
      return { kind: 'resource', resource: { resourceType: 'Parameters', ...parametersOf(found.draft) } }
    },
  }
}

/** `POST Patient/{id}/$ccm-keep-enroll-draft`: keeps it; without content: takes it away. */
export function ccmKeepEnrollDraft(deps: DraftDeps): Operation {
  return {
    ...definedOperation('ccm-keep-enroll-draft'),
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: true,
    needs: ENROLL_NEEDS,
    async handle(call) {
      const saved = await keepDraft(deps, call.repository, { place: placeOf(call), begun: begunOf(call.input) })
      if (saved === undefined) throw unknownPatient(call)
      const parameter = [{ name: 'saved', valueInstant: new Date(saved).toISOString() }]
      return { kind: 'resource', resource: { resourceType: 'Parameters', parameter } }
    },
  }
}

/** @throws FhirError 403 for a program that acts by itself */
function placeOf({ principal, id = '' }: OperationCall): DraftPlace {
  if (principal.user !== undefined) return { person: principal.user, patient: id }
  throw fault(403, 'forbidden', 'A draft is somebody’s own, and this token names no person.')
}

function unknownPatient({ id = '' }: OperationCall): Error {
  return fault(404, 'not-found', `There is no Patient/${id}.`)
}

/** @throws FhirError 400, 413 */
function begunOf(input: OperationInput): Omit<EnrollDraft, 'savedAt'> | undefined {
  const program = choiceParameter(input, 'program', PROGRAMS)
  const text = input.text('content')
  if (text === undefined) return undefined
  if (program === undefined)
    throw fault(400, 'invalid', 'Say program: for which one this is begun.', { expression: 'program' })
  return { program, content: draftContent(text) }
}

function parametersOf(draft: EnrollDraft | undefined): Pick<Parameters, 'parameter'> {
  if (!draft) return {}
  const { program, content, savedAt } = draft
  return {
    parameter: [
      { name: 'program', valueCode: program },
      { name: 'content', valueString: content },
      { name: 'saved', valueInstant: new Date(savedAt).toISOString() },
    ],
  }
}
