import { isObject, type JsonObject } from '../json.ts'
import { Report } from '../report.ts'
import type { Check, Overlay, ProfileRule, PropertyRule, Slice, Walk } from '../rules/rule.ts'

/** Checks a value against what a profile adds to its type. The type itself has been checked. */
export function checkProfile(walk: Walk, profile: ProfileRule, value: JsonObject, path: string): void {
  for (const check of profile.root.checks) check(walk, value, path)
  checkOverlay(walk, profile.root, value, path)
}

/**
 * The profiles that a data type must meet where an element names some: one of them. Values of another type of a choice
 * are not meant; profiles that are not known cannot be asked for. Extensions find their definition by their URL.
 */
export function dataTypeProfileCheck(type: string, urls: readonly string[] | undefined): Check | undefined {
  if (!urls || type === 'Extension') return undefined
  return (walk, value, path) => {
    const profiles = urls.map((url) => walk.rules.profile(url)).filter((profile) => profile !== undefined)
    if (!isObject(value) || profiles.length < urls.length || !isOf(profiles[0], type, value)) return
    const failures = profiles.map((profile) => silently(walk, profile, value, path))
    const least = failures.toSorted((a, b) => a.findings.length - b.findings.length)[0]
    for (const finding of least?.findings ?? []) walk.report.add(finding)
  }
}

/** Of resources, only those of the profile's type are meant. */
function isOf(profile: ProfileRule | undefined, type: string, value: JsonObject): boolean {
  return profile?.type === type || value['resourceType'] === profile?.type
}

function silently(walk: Walk, profile: ProfileRule, value: JsonObject, path: string): Report {
  const report = new Report()
  checkProfile({ ...walk, report }, profile, value, path)
  return report
}

function checkOverlay(walk: Walk, overlay: Overlay, owner: JsonObject, path: string): void {
  for (const child of overlay.children) {
    const entries = gather(child, owner, path)
    checkRemoved(walk, child, owner, path)
    checkCount(walk, child, entries.length, `${path}.${child.element}`)
    for (const entry of entries) checkEntry(walk, child, entry)
    const missing = entries.length === 0 && child.min > 0
    if (child.slices.length > 0 && !missing) checkSlices(walk, child, entries, `${path}.${child.element}`)
  }
}

/** A value of an element: with the extensions beside it where it is primitive. */
interface Entry {
  readonly value: unknown
  readonly beside: unknown
  readonly property: PropertyRule
  readonly path: string
}

function gather(overlay: Overlay, owner: JsonObject, path: string): Entry[] {
  const at = `${path}.${overlay.element}`
  const entries: Entry[] = []
  for (const property of overlay.properties) {
    const value = owner[property.name]
    const beside = property.primitive ? owner[`_${property.name}`] : undefined
    if (value === undefined && beside === undefined) continue
    if (!property.list) entries.push({ value, beside, property, path: at })
    else entries.push(...listed(value, beside, property, at))
  }
  return entries
}

function listed(value: unknown, beside: unknown, property: PropertyRule, at: string): Entry[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : []
  const sides: readonly unknown[] = Array.isArray(beside) ? beside : []
  const length = Math.max(values.length, sides.length)
  return Array.from({ length }, (_, index) => ({
    value: values[index] ?? undefined,
    beside: sides[index] ?? undefined,
    property,
    path: `${at}[${index}]`,
  }))
}

function checkRemoved(walk: Walk, overlay: Overlay, owner: JsonObject, path: string): void {
  for (const property of overlay.removed) {
    if (owner[property.name] === undefined) continue
    const allowed = overlay.properties.map(({ type }) => type).join(' or ')
    walk.report.error('structure', `${path}.${overlay.element}`, `must be ${allowed}, not ${property.type}`)
  }
}

function checkCount(walk: Walk, overlay: Overlay, count: number, path: string): void {
  if (count < overlay.min)
    walk.report.error('required', path, overlay.min === 1 ? 'is required' : `needs at least ${overlay.min}`)
  if (overlay.max !== undefined && count > overlay.max)
    walk.report.error('structure', path, overlay.max === 0 ? 'is not allowed here' : `may have at most ${overlay.max}`)
}

function checkEntry(walk: Walk, overlay: Overlay, entry: Entry): void {
  if (entry.value !== undefined) {
    for (const check of overlay.checks) check(walk, entry.value, entry.path)
    overlay.typed.get(entry.property)?.(walk, entry.value, entry.path)
  }
  if (overlay.children.length === 0) return
  const content = isObject(entry.value) ? entry.value : entry.beside
  if (isObject(content)) checkOverlay(walk, overlay, content, entry.path)
}

function checkSlices(walk: Walk, overlay: Overlay, entries: readonly Entry[], path: string): void {
  const counts = new Map<Slice, number>()
  for (const entry of entries) {
    const slice = overlay.slices.find(({ matches }) => matches(entry.value, entry.property.type))
    if (slice) {
      counts.set(slice, (counts.get(slice) ?? 0) + 1)
      checkEntry(walk, slice.overlay, entry)
    } else if (overlay.closed) {
      const kinds = overlay.slices.map(({ name }) => name).join(', ')
      walk.report.error('structure', entry.path, `is none of the kinds that are allowed here (${kinds})`)
    }
  }
  for (const slice of overlay.slices) checkSliceCount(walk, slice, counts.get(slice) ?? 0, path)
}

function checkSliceCount(walk: Walk, { name, overlay }: Slice, count: number, path: string): void {
  const { min, max } = overlay
  if (count < min) walk.report.error('required', path, `needs ${min === 1 ? 'an item' : `${min} items`} "${name}"`)
  if (max !== undefined && count > max)
    walk.report.error(
      'structure',
      path,
      max === 0 ? `must have no item "${name}"` : `may have at most ${max} "${name}"`,
    )
}
