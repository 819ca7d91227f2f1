import { OPERATION_ROLES } from '../../auth/roles.ts'
import { header, type FhirResponse } from '../exchange.ts'
import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import { FHIR_JSON, negotiate } from '../media-types.ts'
import { present, presentationOf, textResponse } from '../respond.ts'
import { targetOfKind } from '../routes/read.ts'
import { valueOf, parsePairs } from '../search/query-string.ts'
import type { Target } from '../target.ts'
import { rehearse } from '../write/rehearse.ts'
import { jobLocation } from './jobs-route.ts'
import { requireKnownParameters } from './known-parameters.ts'
import { readOperationInput } from './operation-input.ts'
import { isOfType, printPlace } from './operation-place.ts'
import type { Operation, OperationAnswer, OperationPlace } from './operation.ts'

type Call = Extract<Target, { kind: 'operation' }>

/**
 * Serves `$name` at any level. https://hl7.org/fhir/R4/operations.html
 * @throws Error at start, for an operation that changes something and has no line in the table of roles, or a name twice
 */
export function createOperationRoute(operations: readonly Operation[]): Route {
  const known = new Map(operations.map((operation) => [operation.name, operation]))
  if (known.size !== operations.length) throw new Error('Two operations have the same name.')
  for (const { name, affectsState } of operations)
    if (affectsState && OPERATION_ROLES[name] === undefined)
      throw new Error(`$${name} changes something, and no line of OPERATION_ROLES says who may call it.`)
  return async (interaction) => {
    const call = targetOfKind(interaction, 'operation')
    const operation = operationAt(known, call)
    requireMethod(interaction, operation)
    return answerOf(interaction, await handle(interaction, operation, call))
  }
}

async function handle(interaction: Interaction, operation: Operation, call: Call): Promise<OperationAnswer> {
  const { request, deps, preferences, guard } = interaction
  if (!deps.policy.mayCall(request.principal.role, operation.name))
    throw fault(403, 'forbidden', `The role ${request.principal.role} may not call $${operation.name}.`)
  const { needs, affectsState } = operation
  // What changes something is judged by the whole record, as the program's rules are.
  const repository = affectsState ? guard.repositoryFor(needs) : guard.repositoryShowing(needs)
  const input = await readOperationInput(request, deps.limits)
  requireKnownParameters(operation, input)
  return operation.handle({
    principal: request.principal,
    level: levelOf(call),
    ...(call.type === undefined ? {} : { type: call.type }),
    ...(call.id === undefined ? {} : { id: call.id }),
    input,
    query: request.query,
    guard,
    repository,
    note: guard.note(`$${operation.name}`),
    rehearse: (change) => rehearse(interaction, change),
    base: deps.base,
    accept: header(request, 'accept') ?? '',
    respondAsync: preferences.respondAsync,
    lenient: preferences.handling === 'lenient',
  })
}

function operationAt(known: ReadonlyMap<string, Operation>, call: Call): Operation {
  const operation = known.get(call.name)
  if (!operation) {
    const here = [...known.values()]
      .filter(({ at }) => at.some((place) => isAt(place, call)))
      .map(({ name }) => `$${name}`)
    const offer = here.length > 0 ? `There are ${here.join(', ')}.` : 'There are none.'
    throw fault(404, 'not-supported', `$${call.name} is not an operation of this server. ${offer}`)
  }
  if (operation.at.some((place) => isAt(place, call))) return operation
  throw fault(404, 'not-supported', `$${call.name} is called at ${operation.at.map(printPlace).join(' or ')}.`)
}

function isAt(place: OperationPlace, call: Call): boolean {
  return place.level === levelOf(call) && (place.level === 'system' || isOfType(place, call.type))
}

function levelOf({ type, id }: Call): OperationPlace['level'] {
  if (type === undefined) return 'system'
  return id === undefined ? 'type' : 'instance'
}

/** What changes something is asked for by POST, so that no link or prefetch does it. */
function requireMethod({ request }: Interaction, { name, affectsState }: Operation): void {
  if (request.method === 'POST') {
    if (affectsState) requireJsonAnswer(request.headers, request.query)
    return
  }
  if (affectsState)
    throw fault(405, 'not-supported', `$${name} changes something: call it by POST.`, { headers: { allow: 'POST' } })
}

function requireJsonAnswer(headers: Interaction['request']['headers'], query: string): void {
  negotiate(header({ headers }, 'accept'), query === '' ? undefined : valueOf(parsePairs(query), '_format'))
}

function answerOf({ request, deps }: Interaction, answer: OperationAnswer): FhirResponse {
  switch (answer.kind) {
    case 'nothing':
      return { status: 204, headers: {}, body: null }
    case 'job':
      return { status: 202, headers: { 'content-location': jobLocation(deps.base, answer.id) }, body: null }
    case 'file':
      return { status: 200, headers: { 'content-type': answer.contentType }, body: answer.body }
    case 'resource':
    case 'text': {
      requireJsonAnswer(request.headers, request.query)
      const text = answer.kind === 'text' ? answer.text : JSON.stringify(answer.resource)
      return textResponse(present(text, presentationOf(request.query)), answer.status ?? 200)
    }
    case 'shown':
      requireJsonAnswer(request.headers, request.query)
      return { status: 200, headers: { 'content-type': FHIR_JSON }, body: answer.body }
  }
}
