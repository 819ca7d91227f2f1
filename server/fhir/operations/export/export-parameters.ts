import { isResourceType } from '#definitions/resource-types.ts'
import { idIn } from '#domain/fhir/ids.ts'
import { fault } from '../../fault.ts'
import { dateRange } from '../../search/date-value.ts'
import type { OperationCall } from '../operation.ts'
import type { Passing } from './passing.ts'

/** What an export knows. https://hl7.org/fhir/uv/bulkdata/STU2/export.html#query-parameters */
const PARAMETERS = ['_outputFormat', '_since', '_type', '_typeFilter', 'patient']

/** The three spellings of NDJSON that the guide names. */
const NDJSON = ['application/fhir+ndjson', 'application/ndjson', 'ndjson']

/** The resource type that is no part of what is exported: it is a record of who read the records. */
export const TRAIL = 'AuditEvent'

/** What is asked for, as far as it can be understood without looking at rights or resources. */
export interface AskedExport {
  /** Absent: all types. */
  readonly types?: readonly string[]
  /** Milliseconds since 1970. */
  readonly since?: number
  /** `Type?criteria`, one search each. */
  readonly filters: readonly string[]
  /** Ids of Patients. */
  readonly patients?: readonly string[]
}

/**
 * Reads the parameters of a kick-off.
 * @param now milliseconds since 1970
 * @throws FhirError 400 naming the parameter, unless what is not supported may be passed over
 */
export function readExportParameters(call: OperationCall, now: number, passing: Passing): AskedExport {
  requireKnown(call, passing)
  requireNdjson(call)
  const types = typesOf(call, passing)
  const since = sinceOf(call, now)
  const patients = patientsOf(call)
  return {
    filters: call.input.texts('_typeFilter').flatMap((text) => text.split(BETWEEN_FILTERS)),
    ...(types ? { types } : {}),
    ...(since === undefined ? {} : { since }),
    ...(patients ? { patients } : {}),
  }
}

/** A comma between two searches, not one between two values. */
const BETWEEN_FILTERS = /,(?=[A-Z][A-Za-z]*\?)/

function requireKnown({ input, query }: OperationCall, passing: Passing): void {
  const shaping = [...query.matchAll(/(?<![^&])(_elements|_summary)=/g)].map(([, name = '']) => name)
  for (const name of new Set([...input.parameters().map((parameter) => parameter.name), ...shaping]))
    if (!PARAMETERS.includes(name))
      passing.refuse('not-supported', `$export has no parameter ${name}. It takes ${PARAMETERS.join(', ')}.`, name)
  const body = input.body()
  if (body && body.resourceType !== 'Parameters')
    throw fault(400, 'invalid', `$export takes a Parameters resource, not a ${body.resourceType}.`)
}

function requireNdjson({ input }: OperationCall): void {
  // A plus sign in a query is a blank once decoded.
  const format = input.text('_outputFormat')?.replaceAll(' ', '+')
  if (format === undefined || NDJSON.includes(format)) return
  throw fault(400, 'not-supported', `_outputFormat takes ${NDJSON.join(', ')}, not ${format}.`, {
    expression: '_outputFormat',
  })
}

function typesOf({ input }: OperationCall, passing: Passing): readonly string[] | undefined {
  const given = input.texts('_type')
  if (given.length === 0) return undefined
  const names = new Set(given.flatMap((text) => text.split(',').map((name) => name.trim())))
  const types = [...names].filter((name) => {
    if (isResourceType(name) && name !== TRAIL) return true
    const why = name === TRAIL ? 'the audit trail is searched, not exported' : 'it is no resource type of FHIR R4'
    passing.refuse('not-supported', `_type: ${name || 'nothing'} cannot be exported: ${why}.`, '_type')
    return false
  })
  if (types.length > 0) return types
  throw fault(400, 'not-supported', '_type names nothing that can be exported.', { expression: '_type' })
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[ +-]\d\d:\d\d)$/

function sinceOf({ input }: OperationCall, now: number): number | undefined {
  const text = input.text('_since')
  if (text === undefined) return undefined
  const [from] = (INSTANT.test(text) ? dateRange(text) : undefined) ?? []
  if (from === undefined)
    throw fault(400, 'value', `_since takes an instant such as 2026-03-05T10:00:00Z, not ${text}.`, {
      expression: '_since',
    })
  if (from > now) throw fault(400, 'value', `_since is in the future: ${text}.`, { expression: '_since' })
  return from
}

function patientsOf({ input, level, base }: OperationCall): readonly string[] | undefined {
  const given = input.all('patient')
  if (given.length === 0) return undefined
  const refuse = (problem: string) => fault(400, 'value', `patient ${problem}.`, { expression: 'patient' })
  if (level === 'system') throw refuse('is for Patient/$export and Group/[id]/$export')
  return given.map(({ valueReference }) => {
    if (!valueReference) throw refuse('is given in the body of a POST, as a valueReference')
    const reference = valueReference.reference?.replace(`${base}/`, '') ?? ''
    const id = idIn('Patient', reference)
    if (id === undefined) throw refuse('takes references such as Patient/p1')
    return id
  })
}
