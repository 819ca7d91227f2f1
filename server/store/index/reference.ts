import { ID_PATTERN } from '#domain/fhir/ids.ts'
import type { IndexSink } from './index-sink.ts'
import { isObject, text, type JsonObject } from './json.ts'

/** A literal reference taken apart. */
export interface ParsedReference {
  readonly type: string
  readonly id: string
  readonly version?: string | undefined
  /** An absolute URL's part before the type. */
  readonly base?: string | undefined
}

const REFERENCE = new RegExp(`^(https?://\\S+/)?([A-Z][A-Za-z]+)/(${ID_PATTERN})(?:/_history/(${ID_PATTERN}))?$`)

/** @param own the server's FHIR base URL: below it an absolute URL is the relative reference that it means */
export function parseReference(reference: string, own?: string): ParsedReference | undefined {
  const relative = own !== undefined && reference.startsWith(`${own}/`) ? reference.slice(own.length + 1) : reference
  const match = REFERENCE.exec(relative)
  if (!match) return undefined
  const [, base, type = '', id = '', version] = match
  return { base, type, id, version }
}

/** What a reference parameter may lead to. */
export interface ReferenceTarget {
  /** The path keeps only references to this type. */
  readonly target?: string | undefined
  /** Many types, or any: a bare id is then indexed too, since a search cannot try them all. */
  readonly anyType: boolean
}

/** Indexes a value of a reference parameter: a Reference or a canonical. Answers the Patient that it leads to. */
export function indexReference(
  sink: IndexSink,
  param: number,
  value: unknown,
  target: ReferenceTarget,
): string | undefined {
  if (typeof value === 'string') indexCanonical(sink, param, value)
  if (!isObject(value)) return undefined
  const reference = text(value, 'reference')
  if (leadsTo(target.target, value, reference, sink.own)) indexLogical(sink, param, value['identifier'])
  return reference === undefined || reference.startsWith('#') ? undefined : indexText(sink, param, reference, target)
}

/** Whether a reference is to a type, by what it says of it: where it leads, or its own element `type`. */
function leadsTo(
  target: string | undefined,
  value: JsonObject,
  reference: string | undefined,
  own: string | undefined,
): boolean {
  if (target === undefined) return true
  return (reference === undefined ? text(value, 'type') : parseReference(reference, own)?.type) === target
}

function indexText(
  sink: IndexSink,
  param: number,
  reference: string,
  { target, anyType }: ReferenceTarget,
): string | undefined {
  const parsed = parseReference(reference, sink.own)
  if (target !== undefined && parsed?.type !== target) return undefined
  if (parsed && parsed.base === undefined) return indexLiteral(sink, param, parsed, anyType)
  sink.key(param, 'u', reference)
  return undefined
}

function indexLiteral(
  sink: IndexSink,
  param: number,
  { type, id, version }: ParsedReference,
  anyType: boolean,
): string | undefined {
  sink.key(param, 'r', `${type}/${id}`)
  if (anyType) sink.key(param, 'b', id)
  if (version) sink.key(param, 'v', `${type}/${id}/_history/${version}`)
  return type === 'Patient' ? id : undefined
}

function indexLogical(sink: IndexSink, param: number, identifier: unknown): void {
  const value = isObject(identifier) ? text(identifier, 'value') : undefined
  if (!isObject(identifier) || value === undefined) return
  const system = text(identifier, 'system') ?? ''
  sink.key(param, 'i', value)
  sink.key(param, 'j', `${system}|${value}`)
  sink.key(param, 'y', system)
}

/** A canonical is found with and without its version. */
function indexCanonical(sink: IndexSink, param: number, canonical: string): void {
  const [url = ''] = canonical.split(/[|#]/)
  if (!url) return
  sink.key(param, 'u', url)
  if (canonical !== url) sink.key(param, 'u', canonical)
  const parsed = parseReference(url, sink.own)
  if (parsed && parsed.base === undefined) sink.key(param, 'r', `${parsed.type}/${parsed.id}`)
}
