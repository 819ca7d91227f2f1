import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { isResourceType, resourceTypes } from '#definitions/resource-types.ts'
import type { FhirReader } from '#ports/fhir-store.ts'
import type { RecordPage, RecordQuery, RecordResource } from '#ports/patient-record.ts'
import { searchsetBytes } from '../bundle-bytes.ts'
import { bundleText, outcomeEntry, searchEntry, type BundleLink } from '../bundle-text.ts'
import { fault } from '../fault.ts'
import type { Limits } from '../limits.ts'
import { isPlain, presentationOf, type Presentation } from '../respond.ts'
import { dateRange } from '../search/date-value.ts'
import { CURSOR } from '../search/parse-search.ts'
import { parsePairs, printPairs, type Pair } from '../search/query-string.ts'
import { PRESENTATION } from './operation-input.ts'
import type { Operation, OperationAnswer, OperationCall, OperationInput } from './operation.ts'

/** It is kept in the trail, and is a record of who read the record. */
const TRAIL = 'AuditEvent'

const PARAMETERS = ['_since', '_type', '_count', 'start', 'end']

/**
 * `Patient/[id]/$everything`: the patient, all of the compartment that the caller may see, and what it refers to that is in
 * nobody's compartment. Texts are joined as they are stored. https://hl7.org/fhir/R4/patient-operation-everything.html
 */
export function everything(limits: Pick<Limits, 'recordPageSize' | 'recordPageBytes'>): Operation {
  return {
    name: 'everything',
    definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
    at: [{ level: 'instance', type: 'Patient' }],
    affectsState: false,
    // Granular scopes narrow what is shown; the router would refuse them.
    needs: [],
    async handle(call) {
      call.guard.require('r', 'Patient')
      const presentation = presentationAsked(call)
      const { asked, parameters } = readParameters(call.input, limits)
      const seen = typesSeen(call)
      const { types, withheld } = typesOf(asked.types, seen)
      const patient = call.id ?? ''
      const repository = call.guard.repository('r')
      const [page] = await Promise.all([
        repository.everything({
          ...asked.query,
          patient,
          bytes: limits.recordPageBytes,
          ...(types ? { types } : {}),
          ...(seen ? { seen } : {}),
        }),
        requirePatient(repository, patient),
      ])
      const issues = asked.query.cursor === undefined ? warnings(withheld) : []
      return answerOf(call, page, { presentation, parameters, cursor: asked.query.cursor, issues })
    },
  }
}

function presentationAsked({ query }: OperationCall): Presentation {
  const presentation = presentationOf(query)
  if (presentation.shape.summary !== 'count') return presentation
  throw fault(400, 'not-supported', '$everything does not count: _summary takes true, text, data or false here.', {
    expression: '_summary',
  })
}

interface Asked {
  readonly types: readonly string[] | undefined
  readonly query: Pick<RecordQuery, 'count' | 'since' | 'care' | 'cursor'>
}

/** What is asked, and the parameters that ask the same again on the next page. */
function readParameters(
  input: OperationInput,
  { recordPageSize }: Pick<Limits, 'recordPageSize'>,
): { readonly asked: Asked; readonly parameters: readonly Pair[] } {
  requireKnown(input)
  const types = typesNamed(input)
  const since = instants(input, '_since')
  const [start, end] = [instants(input, 'start'), instants(input, 'end')]
  const cursor = input.text(CURSOR)
  const care = {
    ...(start ? { from: start[0] } : {}),
    // Of a day or a month all of it.
    ...(end ? { to: end[1] } : {}),
  }
  return {
    asked: {
      types,
      query: {
        count: Math.min(countOf(input) ?? recordPageSize, recordPageSize),
        ...(since ? { since: since[0] } : {}),
        ...(start || end ? { care } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      },
    },
    parameters: PARAMETERS.flatMap((name) => input.texts(name).map((value): Pair => [name, value])),
  }
}

/** A parameter that is misspelt would widen what is answered. */
function requireKnown(input: OperationInput): void {
  const unknown = input.parameters().find(({ name }) => name !== CURSOR && !PARAMETERS.includes(name))
  if (!unknown) return
  const text = `$everything has no parameter ${unknown.name}. It takes ${PARAMETERS.join(', ')}.`
  throw fault(400, 'not-supported', text, { expression: unknown.name })
}

function typesNamed(input: OperationInput): readonly string[] | undefined {
  const given = input.texts('_type')
  if (given.length === 0) return undefined
  const types = [...new Set(given.flatMap((text) => text.split(',').map((type) => type.trim())))]
  const unknown = types.find((type) => !isResourceType(type))
  if (unknown === undefined) return types
  throw fault(
    400,
    'value',
    `_type takes resource types such as Condition,Observation; ${unknown || 'nothing'} is none.`,
    {
      expression: '_type',
    },
  )
}

function instants(input: OperationInput, name: string): ReturnType<typeof dateRange> {
  const text = input.text(name)
  const range = text === undefined ? undefined : dateRange(text)
  if (text === undefined || range) return range
  const example = name === '_since' ? 'an instant such as 2026-03-05T10:00:00Z' : 'a date such as 2026-03-05'
  throw fault(400, 'value', `${name} takes ${example}, not ${text}.`, { expression: name })
}

function countOf(input: OperationInput): number | undefined {
  const text = input.text('_count')
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw fault(400, 'value', `_count takes a whole number from 1, not ${text}.`, { expression: '_count' })
}

/** The types that the caller may see; undefined where that is all there are in records. */
function typesSeen({ guard }: OperationCall): readonly string[] | undefined {
  const seen = resourceTypes.filter((type) => type !== TRAIL && guard.allows('r', type))
  return seen.length === resourceTypes.length - 1 ? undefined : seen
}

/** The types to answer, and those that were asked for by name and are not answered. */
function typesOf(
  asked: readonly string[] | undefined,
  seen: readonly string[] | undefined,
): { readonly types: readonly string[] | undefined; readonly withheld: readonly string[] } {
  if (asked === undefined) return { types: seen, withheld: [] }
  const shown = (type: string) => type !== TRAIL && (seen === undefined || seen.includes(type))
  return { types: asked.filter(shown), withheld: asked.filter((type) => !shown(type)) }
}

function warnings(withheld: readonly string[]): OperationOutcomeIssue[] {
  return [...new Set(withheld)].map((type) => {
    const text =
      type === TRAIL
        ? `Left out: ${type}. The audit trail is no part of the record; search it by patient.`
        : `Left out: ${type}. This token does not allow to read it.`
    return { severity: 'warning', code: 'suppressed', details: { text }, diagnostics: text }
  })
}

/** @throws FhirError 404, 410 */
async function requirePatient(repository: FhirReader, id: string): Promise<void> {
  const patient = await repository.read('Patient', id)
  if (!patient) throw fault(404, 'not-found', `There is no Patient/${id}.`)
  if (patient.deleted) throw fault(410, 'deleted', `Patient/${id} is deleted.`)
}

interface Showing {
  readonly presentation: Presentation
  readonly parameters: readonly Pair[]
  /** Of this page. */
  readonly cursor: string | undefined
  readonly issues: readonly OperationOutcomeIssue[]
}

function answerOf(
  { id = '', base, query }: OperationCall,
  page: RecordPage,
  { presentation, parameters, cursor, issues }: Showing,
): OperationAnswer {
  const shownBy = parsePairs(query).filter(([name]) => PRESENTATION.has(name))
  const link = (relation: BundleLink['relation'], place: string | undefined): BundleLink => {
    const behind: readonly Pair[] = place === undefined ? [] : [[CURSOR, place]]
    const text = printPairs([...parameters, ...shownBy, ...behind])
    return { relation, url: `/Patient/${id}/$everything${text === '' ? '' : `?${text}`}` }
  }
  const links = [link('self', cursor), ...(page.next === undefined ? [] : [link('next', page.next)])]
  const said = issues.length > 0 ? [outcomeEntry(issues)] : []
  return { kind: 'shown', body: isPlain(presentation) ? bytesOf() : textOf() }

  function bytesOf(): Uint8Array {
    return searchsetBytes(base, { matches: page.own, includes: page.referred, bytes: page.bytes, links, entries: said })
  }

  function textOf(): string {
    const entry = (mode: 'match' | 'include') => (resource: RecordResource) =>
      searchEntry(base, resource, mode, presentation)
    const entries = [...page.own.map(entry('match')), ...page.referred.map(entry('include')), ...said]
    return bundleText(base, { type: 'searchset', links, entries })
  }
}
