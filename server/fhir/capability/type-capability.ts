import type {
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceInteraction,
  CapabilityStatementRestResourceOperation,
} from '@medplum/fhirtypes'
import { canonicalParameter } from '#definitions/canonical-parameter.ts'
import type { SearchParameter } from '#definitions/search-parameter.ts'
import { searchParameters, searchParametersOf, sharedSearchParametersOf } from '#definitions/search-parameters.ts'
import { structures } from '#definitions/structures.ts'
import { usCoreProfilesOf } from '#definitions/us-core-profiles.ts'
import { isOfType } from '../operations/operation-place.ts'
import type { Operation } from '../operations/operation.ts'
import type { RouteEntry } from '../routes/route-table.ts'
import { parameterCapabilities } from './parameter-capability.ts'

type InteractionCode = CapabilityStatementRestResourceInteraction['code']

/** Types that nobody writes: what happens makes them. They have one version, and no search brings them with others. */
const READ_ONLY = new Set(['AuditEvent'])

const READING: ReadonlySet<InteractionCode> = new Set(['read', 'vread', 'search-type'])

/** Which interaction each route is, on a type. */
const INTERACTIONS: readonly (readonly [RouteEntry['kind'], RouteEntry['method'], InteractionCode])[] = [
  ['instance', 'GET', 'read'],
  ['version', 'GET', 'vread'],
  ['instance', 'PUT', 'update'],
  ['instance', 'PATCH', 'patch'],
  ['instance', 'DELETE', 'delete'],
  ['history', 'GET', 'history-instance'],
  ['history', 'GET', 'history-type'],
  ['type', 'POST', 'create'],
  ['type', 'GET', 'search-type'],
]

/** What works on a resource type. */
export function capabilityOfType(
  type: string,
  routes: readonly RouteEntry[],
  operations: readonly Operation[],
): CapabilityStatementRestResource {
  const profiles = profilesOf(type)
  const own = operationsAt(operations, type)
  return {
    type: type as CapabilityStatementRestResource['type'],
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    ...(profiles.length > 0 ? { supportedProfile: profiles } : {}),
    interaction: interactionsOf(type, routes).map((code) => ({ code })),
    ...(READ_ONLY.has(type) ? { versioning: 'versioned' as const, readHistory: true } : writing(routes)),
    conditionalRead: 'full-support',
    referencePolicy: ['literal', 'logical', 'local'],
    ...(READ_ONLY.has(type) ? {} : { searchInclude: includesOf(type), searchRevInclude: revincludesOf(type) }),
    searchParam: parameterCapabilities([...searchParametersOf(type).values(), ...sharedSearchParametersOf(type)]),
    ...(own.length > 0 ? { operation: own } : {}),
  }
}

/** The operations that can be called on a type or its instances; of no type, those of the whole system. */
export function operationsAt(
  operations: readonly Operation[],
  type: string | undefined,
): CapabilityStatementRestResourceOperation[] {
  const here = ({ at }: Operation) =>
    at.some((place) => (place.level === 'system' ? type === undefined : isOfType(place, type)))
  return operations.filter(here).map(({ name, definition, listedAs }) => ({
    name: listedAs?.[type ?? ''] ?? name,
    definition: typeof definition === 'string' ? definition : (definition[type ?? ''] ?? ''),
  }))
}

function interactionsOf(type: string, routes: readonly RouteEntry[]): InteractionCode[] {
  const codes = INTERACTIONS.filter(([kind, method]) => find(routes, kind, method)).map(([, , code]) => code)
  return READ_ONLY.has(type) ? codes.filter((code) => READING.has(code)) : codes
}

function writing(routes: readonly RouteEntry[]): Partial<CapabilityStatementRestResource> {
  const update = find(routes, 'instance', 'PUT') !== undefined
  return {
    versioning: update ? 'versioned-update' : 'versioned',
    readHistory: find(routes, 'version', 'GET') !== undefined,
    updateCreate: update,
    conditionalCreate: find(routes, 'type', 'POST')?.conditional === true,
    conditionalUpdate: find(routes, 'type', 'PUT') !== undefined,
    conditionalDelete: find(routes, 'type', 'DELETE') === undefined ? 'not-supported' : 'single',
  }
}

function find(
  routes: readonly RouteEntry[],
  kind: RouteEntry['kind'],
  method: RouteEntry['method'],
): RouteEntry | undefined {
  return routes.find((entry) => entry.kind === kind && entry.method === method)
}

/** The guide's profiles, those that they impose, and those of US Core that charts meet. */
function profilesOf(type: string): string[] {
  const own = structures().profiles.filter((profile) => profile.kind === 'profile' && profile.type === type)
  const urls = own.flatMap(({ url, imposes = [] }) => [url, ...imposes])
  return [...new Set([...urls, ...usCoreProfilesOf(type)])].toSorted()
}

function includesOf(type: string): string[] {
  const references = [...searchParametersOf(type).values()].filter(({ kind }) => kind === 'reference')
  return ['*', ...references.map(({ code }) => `${type}:${code}`).toSorted()]
}

let links: Map<string, string[]> | undefined

/** References of any type that may lead to this one. Those that may lead anywhere stand with every type that they can name. */
function revincludesOf(type: string): string[] {
  links ??= linksByTarget()
  const anywhere = [...(links.get('*') ?? []), ...(canonicalParameter(type) ? (links.get(BY_URL) ?? []) : [])]
  return ['*', ...[...(links.get(type) ?? []), ...anywhere].toSorted()]
}

/** In place of a target: every type whose resources call themselves by a canonical URL. */
const BY_URL = 'url'

function linksByTarget(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const parameter of searchParameters) {
    if (parameter.kind !== 'reference' || READ_ONLY.has(parameter.type)) continue
    for (const target of parameter.targets ?? [namesByUrlOnly(parameter) ? BY_URL : '*']) {
      const known = found.get(target) ?? []
      found.set(target, known)
      known.push(`${parameter.type}:${parameter.code}`)
    }
  }
  return found
}

function namesByUrlOnly({ paths }: SearchParameter): boolean {
  return paths.every(({ datatype }) => datatype !== 'Reference')
}
