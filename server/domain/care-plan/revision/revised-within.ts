import type { CarePlan } from '@medplum/fhirtypes'
import { extensionOf } from '../../fhir/extensions.ts'
import { instantOf } from '../../fhir/instants.ts'
import { literalOf } from '../../fhir/references.ts'
import { isSuggestionId } from '../apply/suggestion-id.ts'

/** A stretch of time, milliseconds since 1970, the end not included. */
export interface Window {
  readonly start: number
  readonly end: number
}

/** A plan in one of these is being followed, or was until it ended. A draft is none. */
export const FOLLOWED: readonly CarePlan['status'][] = ['active', 'on-hold', 'completed', 'revoked']

/** Whether an instant lies in a window. */
export function isWithin(window: Window, instant: number): boolean {
  return window.start <= instant && instant < window.end
}

/**
 * Whether a plan that is followed was revised within a window: a version from then is more than suggestions of templates,
 * or one is marked as revised in substance then.
 * @param history versions of one plan, oldest first
 */
export function revisedWithin(history: readonly CarePlan[], window: Window, timeZone: string): boolean {
  return history.some((version, index) => {
    if (!FOLLOWED.includes(version.status)) return false
    if (isWithin(window, markedAt(version, timeZone))) return true
    return isWithin(window, filedAt(version)) && !isSuggested(history[index - 1], version)
  })
}

/** When a version was filed; one that was never stored is older than all. */
export function filedAt(version: CarePlan): number {
  return instantOf(version.meta?.lastUpdated, 'UTC') ?? -Infinity
}

/** When the plan is marked as changed in substance; never, where it is not. */
function markedAt(plan: CarePlan, timeZone: string): number {
  const mark = extensionOf(plan, 'ccm-substantial-revision')?.valueDateTime
  return instantOf(mark, timeZone) ?? NaN
}

/** Whether a version differs from the one before by suggestions of templates alone: nobody has decided anything by it. */
function isSuggested(previous: CarePlan | undefined, version: CarePlan): boolean {
  if (!previous) return false
  if (!ADDED_BY_TEMPLATES.every((list) => beginsWith(version[list], previous[list]))) return false
  return isSameBeside(previous, version) && (isNewlyApplied(previous, version) || addsSuggestions(previous, version))
}

function isNewlyApplied(previous: CarePlan, version: CarePlan): boolean {
  return !sameJson(previous.instantiatesCanonical, version.instantiatesCanonical)
}

/** A template that the plan follows already may suggest more when it is applied again: the chart has changed since. */
function addsSuggestions(previous: CarePlan, version: CarePlan): boolean {
  const added = [
    ...(version.goal ?? []).slice(previous.goal?.length ?? 0),
    ...(version.activity ?? []).slice(previous.activity?.length ?? 0).map(({ reference }) => reference),
  ]
  return added.length > 0 && added.every((reference) => isSuggestionId(literalOf(reference)?.split('/')[1] ?? ''))
}

const ADDED_BY_TEMPLATES = ['goal', 'activity', 'addresses'] as const
const NOT_COMPARED: ReadonlySet<string> = new Set([...ADDED_BY_TEMPLATES, 'instantiatesCanonical', 'text', 'meta'])

function isSameBeside(previous: CarePlan, version: CarePlan): boolean {
  const rest = (plan: CarePlan) =>
    Object.entries(plan)
      .filter(([name]) => !NOT_COMPARED.has(name))
      .sort(([a], [b]) => a.localeCompare(b))
  return sameJson(rest(previous), rest(version))
}

function beginsWith(list: readonly unknown[] | undefined, start: readonly unknown[] | undefined): boolean {
  return sameJson((list ?? []).slice(0, start?.length ?? 0), start ?? [])
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
