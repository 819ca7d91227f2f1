import type { EpisodeOfCare, EpisodeOfCareStatusHistory } from '@medplum/fhirtypes'
import { structureDefinition } from '../fhir/canonicals.ts'
import { extensionOf } from '../fhir/extensions.ts'

/**
 * The next version of an EpisodeOfCare with its history kept: whenever its status or state changes, the entry of
 * `statusHistory` that was open ends at that instant and the next one begins. Each entry carries the state
 * (`ccm-enrollment-state`) beside the status, and why (`ccm-state-reason`) where it is known. What `next` says of the
 * history is ignored: nobody rewrites it.
 * @param previous the version before; undefined for a new episode
 * @param at when it changes, as a FHIR instant
 */
export function nextEpisode(previous: EpisodeOfCare | undefined, next: EpisodeOfCare, at: string): EpisodeOfCare {
  if (!previous) return { ...next, statusHistory: [entryOf(next, next.period?.start ?? at)] }
  const past = previous.statusHistory ?? [entryOf(previous, previous.period?.start ?? at)]
  if (sameState(previous, next)) return { ...next, statusHistory: past }
  return { ...next, statusHistory: [...past.map((entry) => ended(entry, at)), entryOf(next, at)] }
}

function sameState(a: EpisodeOfCare, b: EpisodeOfCare): boolean {
  return a.status === b.status && stateCode(a) === stateCode(b)
}

function stateCode(episode: EpisodeOfCare): string | undefined {
  return extensionOf(episode, 'ccm-enrollment-state')?.valueCode
}

function entryOf(episode: EpisodeOfCare, start: string): EpisodeOfCareStatusHistory {
  const state = extensionOf(episode, 'ccm-enrollment-state')
  const reason = extensionOf(episode, 'ccm-state-reason')
  const extension = [state, reason].filter((found) => found !== undefined)
  return { ...(extension.length > 0 && { extension }), status: episode.status, period: { start } }
}

/** An open entry ends at an instant, though never before it began (an episode planned ahead and dropped). */
function ended(entry: EpisodeOfCareStatusHistory, at: string): EpisodeOfCareStatusHistory {
  if (entry.period.end !== undefined) return entry
  const start = entry.period.start
  const end = start !== undefined && Date.parse(start) > Date.parse(at) ? start : at
  return { ...entry, period: { ...entry.period, end } }
}

/** The extension that names a state. */
export function stateExtension(state: string): { url: string; valueCode: string } {
  return { url: structureDefinition('ccm-enrollment-state'), valueCode: state }
}
