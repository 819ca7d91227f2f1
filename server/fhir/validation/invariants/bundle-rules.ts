import { isObject, objects, type JsonObject } from '../json.ts'
import { count, has, rule, type CodedRules } from './coded-rule.ts'

function typeIs(bundle: JsonObject, ...types: readonly string[]): boolean {
  return types.includes(bundle['type'] as string)
}

function firstResource(bundle: JsonObject): unknown {
  const resource = objects(bundle['entry'])[0]?.['resource']
  return isObject(resource) ? resource['resourceType'] : undefined
}

/** Entries of the same resource in the same version. Entries without fullUrl are not compared. */
function entriesDiffer(bundle: JsonObject): boolean {
  const names = objects(bundle['entry'])
    .filter(({ fullUrl }) => typeof fullUrl === 'string')
    .map(({ fullUrl, resource }) => {
      const meta = isObject(resource) && isObject(resource['meta']) ? resource['meta'] : {}
      return `${fullUrl as string} ${typeof meta['versionId'] === 'string' ? meta['versionId'] : ''}`
    })
  return new Set(names).size === names.length
}

/** Invariants of Bundle: what belongs to which type of bundle. */
export const bundleRules: CodedRules = {
  'bdl-1': rule(
    "total.empty() or (type = 'searchset') or (type = 'history')",
    (bundle) => !has(bundle, 'total') || typeIs(bundle, 'searchset', 'history'),
  ),
  'bdl-2': rule(
    "entry.search.empty() or (type = 'searchset')",
    (bundle) => typeIs(bundle, 'searchset') || objects(bundle['entry']).every((entry) => !has(entry, 'search')),
  ),
  'bdl-3': rule(
    "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or %resource.type = 'history'))",
    (bundle) => {
      const wanted = typeIs(bundle, 'batch', 'transaction', 'history')
      return objects(bundle['entry']).every((entry) => has(entry, 'request') === wanted)
    },
  ),
  'bdl-4': rule(
    "entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or %resource.type = 'history'))",
    (bundle) => {
      const wanted = typeIs(bundle, 'batch-response', 'transaction-response', 'history')
      return objects(bundle['entry']).every((entry) => has(entry, 'response') === wanted)
    },
  ),
  'bdl-5': rule('resource.exists() or request.exists() or response.exists()', (entry) =>
    ['resource', 'request', 'response'].some((name) => count(entry, name) > 0),
  ),
  'bdl-7': rule(
    "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()",
    (bundle) => typeIs(bundle, 'history') || entriesDiffer(bundle),
  ),
  'bdl-8': rule(
    "fullUrl.exists() implies fullUrl.contains('/_history/').not()",
    ({ fullUrl }) => typeof fullUrl !== 'string' || !fullUrl.includes('/_history/'),
  ),
  'bdl-9': rule("type = 'document' implies (identifier.system.exists() and identifier.value.exists())", (bundle) => {
    const identifier = isObject(bundle['identifier']) ? bundle['identifier'] : {}
    return !typeIs(bundle, 'document') || (has(identifier, 'system') && has(identifier, 'value'))
  }),
  'bdl-10': rule(
    "type = 'document' implies (timestamp.hasValue())",
    (bundle) => !typeIs(bundle, 'document') || bundle['timestamp'] !== undefined,
  ),
  'bdl-11': rule(
    "type = 'document' implies entry.first().resource.is(Composition)",
    (bundle) => !typeIs(bundle, 'document') || firstResource(bundle) === 'Composition',
  ),
  'bdl-12': rule(
    "type = 'message' implies entry.first().resource.is(MessageHeader)",
    (bundle) => !typeIs(bundle, 'message') || firstResource(bundle) === 'MessageHeader',
  ),
}
