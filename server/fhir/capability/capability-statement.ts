import type {
  CapabilityStatement,
  CapabilityStatementRest,
  CapabilityStatementRestInteraction,
} from '@medplum/fhirtypes'
import { IG } from '#domain/fhir/canonicals.ts'
import { resourceTypes } from '#definitions/resource-types.ts'
import { US_CORE_SERVER } from '#definitions/us-core-profiles.ts'
import type { Clock } from '#ports/clock.ts'
import type { Operation } from '../operations/operation.ts'
import { PATCH_FORMATS } from '../patch/patch-formats.ts'
import type { RouteEntry } from '../routes/route-table.ts'
import type { OauthUris } from './oauth-uris.ts'
import { capabilityOfType, operationsAt } from './type-capability.ts'
import { parameterCapabilities } from './parameter-capability.ts'
import { sharedSearchParameters } from '#definitions/search-parameters.ts'

/** The statement of Bulk Data Access, whose operations are among ours. */
const BULK_DATA = 'http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'

/** What the statement is made from, besides the tables of search parameters and profiles. */
export interface CapabilityDeps {
  readonly base: string
  readonly clock: Clock
  readonly operations: readonly Operation[]
  /** Version of the product. */
  readonly version: string
  /** Where the authorization server's endpoints are, by SMART's names for them. */
  readonly oauth: OauthUris
}

/** What this server does, as its own routes, operations and search parameters say. https://hl7.org/fhir/R4/capabilitystatement.html */
export function capabilityStatement(routes: readonly RouteEntry[], deps: CapabilityDeps): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    url: `${deps.base}/metadata`,
    version: deps.version,
    name: 'CCMonFHIR',
    title: 'CCM on FHIR',
    status: 'active',
    date: new Date(deps.clock.now()).toISOString(),
    publisher: 'CCM on FHIR',
    description: 'FHIR R4 server for Medicare Chronic Care Management.',
    kind: 'instance',
    instantiates: [US_CORE_SERVER, `${IG}/CapabilityStatement/ccm-server`, BULK_DATA],
    software: { name: 'CCM on FHIR', version: deps.version },
    implementation: { description: 'CCM on FHIR', url: deps.base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    ...(has(routes, 'instance', 'PATCH') ? { patchFormat: [...PATCH_FORMATS] } : {}),
    implementationGuide: [`${IG}/ImplementationGuide/ccm-on-fhir`],
    rest: [rest(routes, deps)],
  }
}

function rest(routes: readonly RouteEntry[], deps: CapabilityDeps): CapabilityStatementRest {
  const operations = operationsAt(deps.operations, undefined)
  return {
    mode: 'server',
    security: {
      cors: true,
      service: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
          text: 'OAuth 2.0 by SMART App Launch 2.2',
        },
      ],
      description: 'Every request but this one and .well-known/smart-configuration needs a bearer token (RFC 6750).',
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
          extension: (['token', 'authorize'] as const).map((url) => ({ url, valueUri: deps.oauth[url] })),
        },
      ],
    },
    resource: resourceTypes.map((type) => capabilityOfType(type, routes, deps.operations)),
    interaction: systemInteractions(routes),
    searchParam: parameterCapabilities([...sharedSearchParameters().values()]),
    ...(has(routes, 'compartment', 'GET')
      ? { compartment: ['http://hl7.org/fhir/CompartmentDefinition/patient'] }
      : {}),
    ...(operations.length > 0 ? { operation: operations } : {}),
  }
}

function systemInteractions(routes: readonly RouteEntry[]): CapabilityStatementRestInteraction[] {
  const bundle = has(routes, 'system', 'POST')
  return [
    ...(bundle ? [{ code: 'transaction' as const }, { code: 'batch' as const }] : []),
    ...(has(routes, 'system', 'GET') ? [{ code: 'search-system' as const }] : []),
    ...(has(routes, 'history', 'GET') ? [{ code: 'history-system' as const }] : []),
  ]
}

function has(routes: readonly RouteEntry[], kind: RouteEntry['kind'], method: RouteEntry['method']): boolean {
  return routes.some((entry) => entry.kind === kind && entry.method === method)
}
