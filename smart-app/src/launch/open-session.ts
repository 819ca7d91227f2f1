import { redeemLaunch, resumeSession, SessionRefused, type SessionGrant } from '../fhir/app-session.ts'
import { keepHandle, readHandle, takeProof } from '../fhir/handle.ts'
import type { FailureFacts } from './failure-page.ts'
import { failureOf } from './failures.ts'

export type Opened =
  { readonly kind: 'opened'; readonly grant: SessionGrant } | { readonly kind: 'failed'; readonly facts: FailureFacts }

/**
 * Opens this frame's session: by the authorization code in the URL, which is taken out of it at once, or by the handle
 * that a reload kept.
 */
export async function openSession(): Promise<Opened> {
  const answer = new URLSearchParams(location.search)
  const [code, state, error] = [answer.get('code'), answer.get('state'), answer.get('error')]
  if (error !== null) return failed({ failure: failureOf(error), details: reason(answer) })
  if (code !== null && state !== null) {
    const proof = takeProof(state)
    return attempt(() => redeemLaunch({ code, state, ...(proof !== undefined && { proof }) }))
  }
  const handle = readHandle()
  return handle === undefined ? failed({ failure: 'no-session' }) : attempt(() => resumeSession(handle))
}

function reason(answer: URLSearchParams): Record<string, string> {
  const said = answer.get('error_description') ?? ''
  return { reason: said === '' ? (answer.get('error') ?? '') : said, permission: said }
}

async function attempt(open: () => Promise<SessionGrant>): Promise<Opened> {
  try {
    const grant = await open()
    keepHandle(grant.handle, `/app/${location.hash === '' ? '' : location.hash}`)
    return { kind: 'opened', grant }
  } catch (error) {
    if (error instanceof SessionRefused)
      return failed({ failure: failureOf(error.code), trace: error.trace, details: error.details })
    return failed({ failure: 'offline' })
  }
}

function failed(facts: FailureFacts): Opened {
  return { kind: 'failed', facts }
}
