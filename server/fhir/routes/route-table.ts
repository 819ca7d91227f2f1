import type { AuditEntry } from '#ports/audit-trail.ts'
import type { Route } from '../interaction.ts'
import { jobFileRoute, jobsRoute } from '../operations/jobs-route.ts'
import type { Target } from '../target.ts'
import { bundleRoute } from '../bundle/process-bundle.ts'
import { compartmentRoute } from './compartment.ts'
import { createRoute } from './create.ts'
import { historyRoute } from './history.ts'
import { conditionalPatchRoute, patchRoute } from './patch.ts'
import { readRoute, vreadRoute } from './read.ts'
import { conditionalRemoveRoute, removeRoute } from './remove.ts'
import { searchRoute } from './search.ts'
import { conditionalUpdateRoute, updateRoute } from './update.ts'

/** Methods of the FHIR surface. HEAD is a GET whose body is not sent. */
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Which method of which kind of path is which interaction. The CapabilityStatement is made from the same table. */
export interface RouteEntry {
  readonly kind: Target['kind']
  readonly method: Method
  /** A code of FHIR's restful-interaction, as far as there is one; what the audit trail calls it. */
  readonly interaction: string
  readonly action: AuditEntry['action']
  readonly route: Route
  /** A criterion may stand instead of an id (conditional create, update, patch, delete). */
  readonly conditional?: true
}

/** Everything but operations, the CapabilityStatement and what is registered beside. */
export const ROUTES: readonly RouteEntry[] = [
  { kind: 'instance', method: 'GET', interaction: 'read', action: 'R', route: readRoute },
  { kind: 'version', method: 'GET', interaction: 'vread', action: 'R', route: vreadRoute },
  { kind: 'system', method: 'POST', interaction: 'transaction', action: 'E', route: bundleRoute },
  { kind: 'history', method: 'GET', interaction: 'history', action: 'R', route: historyRoute },
  { kind: 'type', method: 'POST', interaction: 'create', action: 'C', route: createRoute, conditional: true },
  { kind: 'instance', method: 'PUT', interaction: 'update', action: 'U', route: updateRoute },
  { kind: 'type', method: 'PUT', interaction: 'update', action: 'U', route: conditionalUpdateRoute },
  { kind: 'instance', method: 'PATCH', interaction: 'patch', action: 'U', route: patchRoute },
  { kind: 'type', method: 'PATCH', interaction: 'patch', action: 'U', route: conditionalPatchRoute },
  { kind: 'instance', method: 'DELETE', interaction: 'delete', action: 'D', route: removeRoute },
  { kind: 'type', method: 'DELETE', interaction: 'delete', action: 'D', route: conditionalRemoveRoute },
  { kind: 'type', method: 'GET', interaction: 'search', action: 'E', route: searchRoute },
  { kind: 'system', method: 'GET', interaction: 'search', action: 'E', route: searchRoute },
  { kind: 'search', method: 'GET', interaction: 'search', action: 'E', route: searchRoute },
  { kind: 'search', method: 'POST', interaction: 'search', action: 'E', route: searchRoute },
  { kind: 'compartment', method: 'GET', interaction: 'search', action: 'E', route: compartmentRoute },
  { kind: 'job', method: 'GET', interaction: 'job-status', action: 'E', route: jobsRoute },
  { kind: 'job', method: 'DELETE', interaction: 'job-cancel', action: 'E', route: jobsRoute },
  { kind: 'job-file', method: 'GET', interaction: 'job-file', action: 'R', route: jobFileRoute },
]
