import type { Resource } from '@medplum/fhirtypes'
import { isResourceType } from '#definitions/resource-types.ts'
import { fault, overLimit } from '../../fault.ts'
import type { Limits } from '../../limits.ts'
import { isObject } from '../../validation/json.ts'
import { decodeText, parseJson, type JsonLimits, type ParsedJson } from '../json/parse-json.ts'
import { prepareResource, type PrepareDeps, type Prepared } from '../prepare-resource.ts'
import { findConditional, withCandidates } from './conditional-references.ts'
import { cutBundle } from './cut-bundle.ts'
import { outlineEntry } from './outline-entry.ts'
import { faultOf, faultOfEntry, type Fault } from './portable-fault.ts'
import type {
  BatchOutline,
  BundleOutline,
  BundleResolution,
  EntryOutline,
  EntryPrepared,
  TransactionOutline,
} from './received-bundle.ts'
import { rewriteReferences } from './rewrite-references.ts'

/** How much a Bundle may bring. */
export type BundleLimits = JsonLimits & Pick<Limits, 'bundleEntries'>

/** A Bundle that was read, in the thread that read it. */
export interface OpenedBundle {
  readonly outline: BundleOutline
  /** Prepares one entry after the other. */
  prepare(resolution: BundleResolution): Generator<EntryPrepared>
  /** The bytes of an entry's resource as they came; of none, no bytes. */
  body(entry: number): Uint8Array
}

/**
 * Reads a batch or transaction: what its entries ask for. Resources are only read here, and checked when they are
 * prepared, one by one.
 * @throws FhirError 400, 413
 */
export function openBundle(deps: PrepareDeps, body: Uint8Array, limits: BundleLimits): OpenedBundle {
  const text = decodeText(body)
  const { frame, resources } = cutBundle(text)
  // Of what stands around the resources the number of entries is the limit.
  const frameLimits = { ...limits, jsonValues: Infinity }
  const { type, entries } = readFrame(parseJson(frame, frameLimits, { whole: text }).value)
  if (entries.length > limits.bundleEntries)
    throw overLimit(
      'MAX_BUNDLE_ENTRIES',
      413,
      `The Bundle has ${entries.length} entries; one request takes ${limits.bundleEntries}.`,
      {
        expression: 'Bundle.entry',
      },
    )
  const read = (entry: number) => parseJson(resources.get(entry) ?? 'null', limits, { whole: text })
  const outline =
    type === 'transaction' ? transactionOutline(entries, resources, read) : batchOutline(entries, resources, limits)
  return {
    outline,
    *prepare(resolution) {
      const links = new Map(resolution.links)
      for (const { entry, id } of resolution.entries)
        yield [
          entry,
          prepareEntry(deps, read(entry), { entry, id, now: resolution.now, links, outline: outline.entries[entry] }),
        ]
    },
    body: (entry) => new TextEncoder().encode(resources.get(entry) ?? ''),
  }
}

type Resources = ReadonlyMap<number, string>

/** @throws FhirError 400 for the first entry that cannot be read */
function transactionOutline(
  entries: readonly unknown[],
  resources: Resources,
  read: (entry: number) => ParsedJson,
): TransactionOutline {
  const outlines = entries.map((entry, at) => outlineEntry(entry, at, resources.has(at) ? read(at).value : kept(entry)))
  const conditional = findConditional(new Map([...resources].map(([at, text]) => [at, contentOf(outlines[at], text)])))
  const sources = conditional.size > 0 ? [...resources.keys()].map((at) => [at, read(at).value] as const) : []
  return { type: 'transaction', entries: outlines, conditional: withCandidates(conditional, sources) }
}

/** The text in which references stand: of a Binary that holds a JSON Patch what is in it. */
function contentOf(outline: EntryOutline | undefined, text: string): string {
  if (outline?.method !== 'PATCH' || outline.type !== 'Binary') return text
  const { data } = JSON.parse(text) as { readonly data?: unknown }
  return typeof data === 'string' ? Buffer.from(data, 'base64').toString() : text
}

function batchOutline(entries: readonly unknown[], resources: Resources, limits: BundleLimits): BatchOutline {
  return {
    type: 'batch',
    entries: entries.map((entry, at) => {
      const what = `Bundle.entry[${at}].resource`
      try {
        const text = resources.get(at)
        return outlineEntry(entry, at, text === undefined ? kept(entry) : parseJson(text, limits, { what }).value)
      } catch (error) {
        return faultAt(faultOf(error), what)
      }
    }),
  }
}

/** The fault, with this place where it names none itself. */
function faultAt({ status, issues }: Fault, expression: string): Fault {
  return { status, issues: issues.map((issue) => ({ expression: [expression], ...issue })) }
}

/** What stands for a resource and was not cut out, being no object. */
function kept(entry: unknown): unknown {
  return isObject(entry) ? entry['resource'] : undefined
}

function readFrame(value: unknown): { readonly type: BundleOutline['type']; readonly entries: readonly unknown[] } {
  if (!isObject(value) || value['resourceType'] !== 'Bundle')
    throw fault(400, 'structure', 'The base URL takes a Bundle of type transaction or batch; the body is none.')
  const { type, entry = [] } = value
  if (type !== 'transaction' && type !== 'batch')
    throw fault(400, 'invalid', `The base URL takes Bundles of type transaction or batch, not ${String(type)}.`, {
      expression: 'Bundle.type',
    })
  if (!Array.isArray(entry))
    throw fault(400, 'structure', 'Bundle.entry must be a list.', { expression: 'Bundle.entry' })
  return { type, entries: entry }
}

interface Preparing {
  readonly entry: number
  readonly id: string
  readonly now: number
  readonly links: ReadonlyMap<string, string>
  readonly outline: EntryOutline | Fault | undefined
}

function prepareEntry(deps: PrepareDeps, parsed: ParsedJson, preparing: Preparing): Prepared | Fault {
  try {
    const { resource, exact } = resolved(parsed, preparing)
    const { id, now } = preparing
    return prepareResource(deps, { resource, ...(exact ? { exact } : {}), id, now })
  } catch (error) {
    return faultOfEntry(faultOf(error), preparing.entry)
  }
}

/** The resource with its references to others of the transaction. */
function resolved(
  { value, exact }: ParsedJson,
  { links, outline }: Preparing,
): { readonly resource: Resource; readonly exact: Resource | undefined } {
  const { type = '', fullUrl }: Partial<EntryOutline> = outline && 'method' in outline ? outline : {}
  if (!isResourceType(type)) throw fault(400, 'structure', `${type} is not a resource type of FHIR R4.`)
  const missing = rewriteReferences(value, links, fullUrl)
  if (missing.length > 0) throw missingEntries(value, missing)
  if (exact !== undefined) rewriteReferences(exact, links, fullUrl)
  return { resource: value as Resource, exact: exact as Resource | undefined }
}

function missingEntries(resource: unknown, missing: readonly string[]): Error {
  const [first = ''] = missing
  const path = pathTo(resource, first) ?? ''
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''
  return fault(400, 'not-found', `The reference ${first} leads to no entry of the transaction${more}.`, {
    expression: `Resource${path}`,
  })
}

/** Where a text stands in a value. */
function pathTo(value: unknown, text: string): string | undefined {
  if (value === text) return ''
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, item] of Object.entries(value)) {
    const rest = pathTo(item, text)
    if (rest !== undefined) return Array.isArray(value) ? `[${name}]${rest}` : `.${name}${rest}`
  }
  return undefined
}
