import { isResourceType } from '../../../definitions/resource-types.ts'
import { isObject, items, objects, type JsonObject } from '../json.ts'
import type { Check, Walk } from '../rules/rule.ts'
import { checkObject } from './check-object.ts'
import { checkProfile } from './profiles.ts'

/** A resource within a resource: contained, in a Bundle's entry, in Parameters. */
export function nestedResourceCheck(path: string): Check {
  const contained = path.endsWith('.contained')
  return (walk, value, at) => {
    if (!isObject(value)) return
    const { resource, root, element } = walk
    walk.resource = value
    walk.element = undefined
    if (!contained) walk.root = value
    checkResource(walk, value, at)
    walk.resource = resource
    walk.root = root
    walk.element = element
  }
}

/** Checks a resource: its type, what it contains, and the profiles that it claims. */
export function checkResource(walk: Walk, resource: JsonObject, path: string): void {
  const type = resource['resourceType']
  const rule = typeof type === 'string' && isResourceType(type) ? walk.rules.type(type) : undefined
  if (!rule) {
    const named = typeof type === 'string' ? `${type} is no resource type of R4` : 'needs a resourceType'
    walk.report.error('structure', path, named)
    return
  }
  checkObject(walk, rule, resource, path)
  if (resource['contained'] !== undefined) checkContained(walk, resource, path)
  const claimed = isObject(resource['meta']) ? items(resource['meta']['profile']) : []
  for (const [index, url] of claimed.entries())
    if (typeof url === 'string') checkClaim(walk, resource, { url, at: `${path}.meta.profile[${index}]`, path })
}

interface Claim {
  readonly url: string
  readonly at: string
  readonly path: string
}

function checkClaim(walk: Walk, resource: JsonObject, { url, at, path }: Claim): void {
  if (imposeProfile(walk, resource, url, path)) return
  const text = `The profile ${url} is not known here; the resource was not checked against it.`
  walk.report.add({ severity: 'information', code: 'informational', path: at, text })
}

/**
 * Checks a resource against a profile and those that it imposes in turn.
 * @returns false when the profile is not known
 */
export function imposeProfile(walk: Walk, resource: JsonObject, canonical: string, path: string): boolean {
  const first = walk.rules.profile(canonical)
  if (!first) return false
  const done = new Set<string>()
  const waiting = [first]
  const outer = walk.report.profile
  for (let profile = waiting.pop(); profile; profile = waiting.pop()) {
    if (done.has(profile.url)) continue
    done.add(profile.url)
    walk.report.profile = profile.url
    if (profile.type === resource['resourceType']) checkProfile(walk, profile, resource, path)
    else walk.report.error('structure', path, `is no ${profile.type}, but claims the profile ${profile.url}`)
    const imposed = profile.imposes.map((url) => walk.rules.profile(url))
    waiting.push(...imposed.filter((rule) => rule !== undefined))
  }
  walk.report.profile = outer
  return true
}

/** R4's dom-2 to dom-5: nothing is contained twice over, versioned or secured by itself, or without use. */
function checkContained(walk: Walk, resource: JsonObject, path: string): void {
  const mentioned = localReferences(resource)
  for (const [index, contained] of objects(resource['contained']).entries()) {
    const at = `${path}.contained[${index}]`
    const meta = isObject(contained['meta']) ? contained['meta'] : {}
    if (contained['contained'] !== undefined)
      walk.report.error('invariant', at, 'must not contain other resources (dom-2)')
    if (meta['versionId'] !== undefined || meta['lastUpdated'] !== undefined)
      walk.report.error('invariant', at, 'must not have a version of its own (dom-4)')
    if (meta['security'] !== undefined)
      walk.report.error('invariant', at, 'must not have security labels of its own (dom-5)')
    if (!isUsed(contained, mentioned)) walk.report.error('invariant', at, 'is contained but not referred to (dom-3)')
  }
}

/** Something in the resource leads to it, or it leads to the resource. */
function isUsed(contained: JsonObject, mentioned: ReadonlySet<string>): boolean {
  const id = contained['id']
  return (typeof id === 'string' && mentioned.has(`#${id}`)) || localReferences(contained).has('#')
}

/** All texts in a value that begin with a hash: it is gone through once, however much is contained. */
function localReferences(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string' && value.startsWith('#')) found.add(value)
  if (typeof value !== 'object' || value === null) return found
  for (const item of Object.values(value)) localReferences(item, found)
  return found
}
