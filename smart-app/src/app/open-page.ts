import type { SessionGrant } from '../fhir/app-session.ts'

/**
 * A launch that was begun to renew another window's session hands its handle to that window and closes. True: it did,
 * and there is nothing to show here.
 */
export function openPage(grant: SessionGrant): boolean {
  const opener = window.opener as Window | null
  if (!grant.renews || opener === null) return false
  opener.postMessage({ ccm: 'renewed', handle: grant.handle }, location.origin)
  window.close()
  return true
}
