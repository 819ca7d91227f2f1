import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { isId } from '#domain/fhir/ids.ts'
import type { Change } from '#ports/fhir-store.ts'
import type { Ids } from '#ports/ids.ts'
import { fault } from '../fault.ts'
import { failureOf, outcome } from '../outcome.ts'
import type { PrepareRequests } from '../prepare/prepare-requests.ts'
import type { Validator } from '../validation/validator.ts'
import { choiceParameter } from './choice-parameter.ts'
import { requireKnownParameters } from './known-parameters.ts'
import type { Operation, OperationCall } from './operation.ts'

/** What validating needs. */
export interface ValidateDeps {
  readonly validator: Validator
  readonly prepare: PrepareRequests
  readonly ids: Ids
}

const MODES = ['create', 'update', 'delete', 'profile'] as const

type Mode = (typeof MODES)[number]

/**
 * `[type]/$validate` and `[type]/[id]/$validate`: says whether a resource is valid and, with a mode, whether the caller could
 * create, update or delete it now: rights, profiles, the programme's rules. Changes nothing.
 * https://hl7.org/fhir/R4/resource-operation-validate.html
 */
export function validate(deps: ValidateDeps): Operation {
  return {
    name: 'validate',
    definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    at: [
      { level: 'type', type: 'Resource' },
      { level: 'instance', type: 'Resource' },
    ],
    affectsState: false,
    // A resource that the caller brings tells nothing; what lies here is asked for below.
    needs: [],
    async handle(call) {
      if (!isBareParameters(call)) requireKnownParameters(KNOWN, call.input)
      const mode = choiceParameter(call.input, 'mode', MODES)
      requireLevel(call, mode)
      const issues = mode === 'delete' ? await deletion(call) : await judge(deps, call, mode)
      return { kind: 'resource', resource: outcome(issues.length > 0 ? issues : [fine(call, mode)]) }
    },
  }
}

const KNOWN = { name: 'validate', parameters: [{ name: 'resource' }, { name: 'mode' }, { name: 'profile' }] }

/** A Parameters resource that is not the call's: it is to be validated itself. */
function isBareParameters({ input, type }: OperationCall): boolean {
  return type === 'Parameters' && input.body() !== undefined && input.resource('resource') === undefined
}

/** @throws FhirError 400 for a mode that is asked at the other level */
function requireLevel({ type, id }: OperationCall, mode: Mode | undefined): void {
  if (mode === 'delete' && id === undefined)
    throw fault(400, 'invalid', `Whether a ${type} can be deleted is asked of it: ${type}/[id]/$validate.`, {
      expression: 'mode',
    })
  if (mode === 'create' && id !== undefined)
    throw fault(400, 'invalid', `Whether a ${type} can be created is asked of the type: ${type}/$validate.`, {
      expression: 'mode',
    })
}

function deletion({ rehearse, type = '', id = '' }: OperationCall): Promise<readonly OperationOutcomeIssue[]> {
  return standing(() => rehearse({ kind: 'delete', type, id }))
}

async function judge(
  deps: ValidateDeps,
  call: OperationCall,
  mode: Mode | undefined,
): Promise<readonly OperationOutcomeIssue[]> {
  const brought = isBareParameters(call) ? call.input.body() : call.input.resource('resource')
  const resource = brought ?? (await stored(call))
  const profile = call.input.text('profile')
  const issues = [
    ...misplaced(call, resource),
    ...deps.validator.validate(resource, {
      ...(profile === undefined ? {} : { profiles: [profile] }),
      ...(mode === 'create' || mode === 'update' ? { mode } : {}),
    }),
  ]
  if ((mode !== 'create' && mode !== 'update') || issues.some(({ severity }) => severity === 'error')) return issues
  return [...issues, ...(await standing(() => call.rehearse(changeOf(deps, resource, mode))))]
}

/**
 * What lies under the id that was asked.
 * @throws FhirError 400, 403, 404, 410
 */
async function stored({ guard, type = '', id }: OperationCall): Promise<Resource> {
  if (id === undefined)
    throw fault(400, 'invalid', `$validate of ${type} wants a resource.`, { expression: 'resource' })
  guard.require('r', type)
  const found = await guard.repository('r').read(type, id)
  if (!found) throw fault(404, 'not-found', `There is no ${type}/${id}.`)
  if (found.deleted) throw fault(410, 'deleted', `${type}/${id} is deleted.`)
  return JSON.parse(found.content) as Resource
}

/** The resource is of another type, or says another id, than what was asked. */
function misplaced({ type, id }: OperationCall, resource: Resource): readonly OperationOutcomeIssue[] {
  const came: unknown = resource.resourceType
  if (came !== type) return [issue('error', 'invalid', `This wants a ${type}; it is ${spoken(came)}.`, 'resourceType')]
  if (id === undefined || resource.id === undefined || resource.id === id) return []
  return [issue('error', 'value', `The resource says another id than ${id}.`, `${type}.id`)]
}

function spoken(type: unknown): string {
  return typeof type === 'string' ? `a ${type}` : 'no resource: it has no resourceType'
}

function changeOf({ prepare, ids }: ValidateDeps, resource: Resource, mode: 'create' | 'update'): Change {
  const received = prepare.read(new TextEncoder().encode(JSON.stringify(resource)), resource.resourceType)
  const id = mode === 'update' && typeof received.id === 'string' && isId(received.id) ? received.id : ids.next()
  return { kind: mode === 'create' ? 'create' : 'put', resource: received.prepare(id).prepared }
}

/** What stands in the way of a write, in the words of the answer that it would get. */
async function standing(work: () => Promise<void>): Promise<readonly OperationOutcomeIssue[]> {
  try {
    await work()
    return []
  } catch (error) {
    const { unexpected, status, outcome: told } = failureOf(error)
    if (unexpected || status >= 500) throw error
    return told.issue
  }
}

function fine({ type = '' }: OperationCall, mode: Mode | undefined): OperationOutcomeIssue {
  const could = mode === undefined || mode === 'profile' ? 'is valid' : `is acceptable for this ${mode}`
  return issue('information', 'informational', `The ${type} ${could}.`)
}

function issue(
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  text: string,
  expression?: string,
): OperationOutcomeIssue {
  return { severity, code, details: { text }, diagnostics: text, ...(expression ? { expression: [expression] } : {}) }
}
