import { isId } from '#domain/fhir/ids.ts'
import { HANDOVER_MEDIA, type HandoverMedium } from '#domain/care-plan/copy/hand-over.ts'
import { LANGUAGES } from '#domain/care-plan/local-text.ts'
import type { Typesetter } from '#ports/typesetter.ts'
import { handOverCarePlan, type HandoverRequest } from '../../use-cases/hand-over-care-plan.ts'
import type { ProgrammeDeps } from '../../use-cases/programme-deps.ts'
import { fault } from '../fault.ts'
import { definedOperation } from './ccm-operation.ts'
import { choiceParameter } from './choice-parameter.ts'
import type { Operation, OperationCall, OperationInput } from './operation.ts'
import { PLAN_PARTS } from './plan-parts.ts'
import { transactionResponse } from './transaction-response.ts'

const TAKEN = ['language', 'medium', 'sent', 'recipient', 'key']

/** `POST CarePlan/{id}/$ccm-hand-over`: the patient gets a copy, and it is recorded (DESIGN section 3). */
export function ccmHandOver(deps: ProgrammeDeps & { readonly typesetter: Typesetter }): Operation {
  return {
    ...definedOperation('ccm-hand-over'),
    at: [{ level: 'instance', type: 'CarePlan' }],
    affectsState: true,
    needs: [
      ...PLAN_PARTS,
      ...(['c', 'r', 'u'] as const).map((permission) => ({ permission, type: 'DocumentReference' })),
      ...(['c', 'r'] as const).map((permission) => ({ permission, type: 'Communication' })),
    ],
    async handle(call) {
      const written = await handOverCarePlan(deps, call.repository, requestOf(call))
      if (!written) throw fault(404, 'not-found', `There is no CarePlan/${call.id ?? ''} of a patient.`)
      return { kind: 'text', text: transactionResponse(written) }
    },
  }
}

function requestOf({ id = '', input, principal, note }: OperationCall): HandoverRequest {
  requireKnown(input)
  const language = choiceParameter(input, 'language', LANGUAGES)
  const medium = choiceParameter(input, 'medium', Object.keys(HANDOVER_MEDIA) as HandoverMedium[])
  const sent = instantOf(input)
  const recipient = input.reference('recipient')
  const key = keyOf(input)
  return {
    carePlan: id,
    medium: medium ?? 'WRITTEN',
    ...(language ? { language } : {}),
    ...(sent === undefined ? {} : { sent }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(key === undefined ? {} : { key }),
    caller: principal,
    note,
  }
}

/** @throws FhirError 400: what is not understood is not passed over in an operation that writes */
function requireKnown(input: OperationInput): void {
  const unknown = input.parameters().find(({ name }) => !TAKEN.includes(name))
  if (!unknown) return
  const text = `$ccm-hand-over has no parameter ${unknown.name}; it has ${TAKEN.join(', ')}.`
  throw fault(400, 'not-supported', text, { expression: unknown.name })
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

function instantOf(input: OperationInput): string | undefined {
  const sent = input.text('sent')
  if (sent === undefined || (DATE_TIME.test(sent) && !Number.isNaN(Date.parse(sent)))) return sent
  throw fault(400, 'value', `sent is “${sent}”; it is a day or an instant with its time zone.`, { expression: 'sent' })
}

function keyOf(input: OperationInput): string | undefined {
  const key = input.text('key')
  if (key === undefined || isId(key)) return key
  throw fault(400, 'value', 'key is up to 64 letters, digits, - and ., such as a UUID.', { expression: 'key' })
}
