import type { AuditEntry } from '#ports/audit-trail.ts'
import type { FhirRequest } from '../exchange.ts'
import type { AccessTrace, FhirDeps } from '../interaction.ts'
import type { Target } from '../target.ts'
import { agentOf } from './guard.ts'

/** What was done, as far as it came. */
export interface Access {
  readonly request: FhirRequest
  readonly target: Target | undefined
  readonly trace: AccessTrace
  /** Name of the interaction; a request that names none is entered by its method. */
  readonly interaction: string
  readonly action: AuditEntry['action']
}

/** Enters an access in the audit trail, a refused or failed one too (DESIGN section 7). */
export function recordAccess(
  { audit }: Pick<FhirDeps, 'audit'>,
  access: Access,
  end: { readonly status: number; readonly refusal?: string },
): void {
  const { request, trace, interaction, action } = access
  if (trace.entered === true && end.refusal === undefined) return
  audit.record({
    agent: agentOf(request),
    request: request.requestId,
    tenant: request.principal.tenant.key,
    interaction,
    action,
    outcome: end.status < 400 ? '0' : end.status < 500 ? '4' : '8',
    ...subjectOf(access, end.refusal !== undefined),
    ...(trace.version === undefined ? {} : { version: trace.version }),
    ...(end.refusal === undefined ? {} : { refusal: end.refusal }),
    ...queryOf(request, trace),
  })
}

function subjectOf(access: Access, refused: boolean): Pick<AuditEntry, 'type' | 'id' | 'patient'> {
  const { target, trace } = access
  const named = target === undefined ? {} : namedBy(target)
  const type = trace.type ?? named.type
  const id = trace.id ?? named.id
  const patient = trace.patient ?? patientNamedBy(access, refused) ?? (type === 'Patient' ? id : undefined)
  return { ...(type ? { type } : {}), ...(id ? { id } : {}), ...(patient ? { patient } : {}) }
}

/** The patient whom the URL names; the query is looked at only where nobody has read it, as of what was refused early. */
function patientNamedBy({ target, request, trace }: Access, refused: boolean): string | undefined {
  if (target?.kind === 'compartment') return target.id
  if (!refused) return undefined
  const named = new Set([...(trace.query ?? request.query).matchAll(PATIENT)].map(([, id]) => id))
  return named.size === 1 ? [...named][0] : undefined
}

/** `patient=p1`, `patient=Patient/p1`, `subject=Patient/p1`, `subject:Patient=p1`. */
const PATIENT =
  /(?<![^&])(?:patient=(?:Patient(?:\/|%2F))?|subject=Patient(?:\/|%2F)|(?:patient|subject)(?::|%3A)Patient=)([A-Za-z0-9\-.]{1,64})(?![^&])/gi

/** The resource that the path names. */
function namedBy(target: Target): { readonly type?: string | undefined; readonly id?: string | undefined } {
  if (target.kind === 'compartment') return target.type === '*' ? {} : { type: target.type }
  if (target.kind === 'job' || target.kind === 'job-file') return { id: target.id }
  return { type: 'type' in target ? target.type : undefined, id: 'id' in target ? target.id : undefined }
}

function queryOf(request: FhirRequest, trace: AccessTrace): Pick<AuditEntry, 'query'> {
  const query = trace.query ?? request.query
  return query === '' ? {} : { query: query.slice(0, QUERY_LIMIT) }
}

const QUERY_LIMIT = 4000
