import { takeWholePractice } from '../fhir/handle.ts'

/**
 * The path of the page that this window will most likely show first, to be loaded while the session is opened: the one it
 * showed before a reload, else where a launch lands.
 */
export function firstPage(): string {
  if (location.hash.startsWith('#/')) return location.hash.slice(1)
  const state = new URLSearchParams(location.search).get('state')
  return state !== null && takeWholePractice(state) ? '/worklist' : '/overview'
}
