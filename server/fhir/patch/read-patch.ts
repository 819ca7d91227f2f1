import { mediaType, unsupported } from '../media-types.ts'
import { decodeText, parseJson, type ParsedJson } from '../prepare/json/parse-json.ts'
import { parseExact } from '../shape/exact-json.ts'
import { applyOperations, readyOperations } from './fhirpath/apply-operations.ts'
import { PatchPaths } from './fhirpath/patch-path.ts'
import { readFhirpathPatch } from './fhirpath/read-operations.ts'
import { isMembers, type Members } from './json-document.ts'
import { applyJsonPatch, readJsonPatch } from './json-patch.ts'
import type { Patch, PatchLimits } from './patch.ts'
import { malformedPatch, resourceTooLong } from './patch-fault.ts'
import { JSON_PATCH, PATCH_FORMATS } from './patch-formats.ts'

const FHIR_TYPES = new Set(['application/fhir+json', 'application/json'])

/**
 * Reads the body of a PATCH: a JSON Patch, or a resource that is a patch (`readPatchResource`).
 * https://hl7.org/fhir/R4/http.html#patch
 * @throws FhirError 415 for another media type, 400 for what is no patch
 */
export function readPatch(contentType: string | undefined, body: Uint8Array, limits: PatchLimits): Patch {
  const type = mediaType(contentType ?? '')
  if (type === JSON_PATCH) return jsonPatch(parse(body, limits), limits)
  if (FHIR_TYPES.has(type)) return readPatchResource(body, limits)
  throw unsupported(contentType, PATCH_FORMATS.join(' or '), { 'accept-patch': PATCH_FORMATS.join(', ') })
}

/**
 * Reads a patch that is a resource: Parameters with a FHIRPath Patch or, as entries of a Bundle hold it, a Binary with a
 * JSON Patch.
 * @throws FhirError 400, 415
 */
export function readPatchResource(body: Uint8Array, limits: PatchLimits): Patch {
  const parsed = parse(body, limits)
  const resource = isMembers(parsed.value) ? parsed.value : {}
  if (resource['resourceType'] === 'Binary') return readPatch(...binaryContent(resource), limits)
  if (resource['resourceType'] === 'Parameters') return fhirpathPatch(parsed, limits)
  throw malformedPatch('it must be a Parameters resource with a FHIRPath Patch, or a Binary with a JSON Patch')
}

function parse(body: Uint8Array, limits: PatchLimits): ParsedJson {
  return parseJson(decodeText(body), limits)
}

function jsonPatch({ value, exact }: ParsedJson, limits: PatchLimits): Patch {
  const operations = readJsonPatch(exact ?? value, limits)
  return { apply: (content) => printed(applyJsonPatch(parseExact(content), operations, limits), limits) }
}

function fhirpathPatch({ value, exact }: ParsedJson, limits: PatchLimits): Patch {
  const operations = readFhirpathPatch(value, exact ?? value, limits)
  const ready = readyOperations(operations, new PatchPaths())
  return {
    apply(content) {
      const form = parseExact(content)
      applyOperations([JSON.parse(content), form], ready, { paths: new PatchPaths(), limits })
      return printed(form, limits)
    },
  }
}

/** @throws FhirError 400 for a Binary without a JSON Patch in it */
function binaryContent({ contentType, data }: Members): readonly [type: string, body: Uint8Array] {
  if (typeof data !== 'string') throw malformedPatch('the Binary has no data')
  if (typeof contentType !== 'string' || mediaType(contentType) !== JSON_PATCH)
    throw malformedPatch(`the Binary must have the contentType ${JSON_PATCH}`)
  return [contentType, Buffer.from(data, 'base64')]
}

function printed(document: unknown, { bodyBytes }: PatchLimits): string {
  const text = JSON.stringify(document)
  if (text.length > bodyBytes) throw resourceTooLong(bodyBytes)
  return text
}
