import type { SessionAnswer } from '../../../server/auth/app-session/session-answer.ts'
import type { BegunLaunch } from '../../../server/auth/app-session/begin-launch.ts'
import { Browser } from './browser.ts'
import { SmartClient } from './smart-client.ts'

/** What `/app-session/*` answers: what was asked for, or why not. */
export interface SessionReply {
  readonly status: number
  readonly headers: Headers
  readonly body: SessionAnswer &
    BegunLaunch & { readonly code?: string; readonly trace?: string; readonly details?: unknown }
}

/** Asks as a page of ours does. */
export async function askSession(url: string, path: string, body: object, headers: object = {}): Promise<SessionReply> {
  const response = await fetch(`${url}/app-session/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as SessionReply['body'],
  }
}

/** Opens an app from a chart, as the sandbox EHR does: answers the `launch`. */
export async function openFromChart(url: string, token: string, on: object): Promise<string> {
  const response = await fetch(`${url}/auth/launch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ client: 'ccm-app', ...on }),
  })
  if (response.status !== 201) throw new Error(`No launch: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { launch: string }).launch
}

/** Begins a launch and lets the authorization server send the browser back. */
export async function begunInChart(url: string, launch: string) {
  const { body } = await askSession(url, 'launches', { iss: `${url}/fhir/r4`, launch })
  const seen = await new Browser().follow(body.authorizeUrl, `${url}/auth`)
  return { ...body, code: seen.location?.searchParams.get('code') ?? '', back: seen.location }
}

/** The same without a chart: somebody signs in on the page. */
export async function begunAlone(url: string, chosen: Readonly<Record<string, string>>) {
  const { body } = await askSession(url, 'launches', {})
  const { back } = await new SmartClient(url).signInAt(new URL(body.authorizeUrl), chosen)
  return { ...body, code: back?.searchParams.get('code') ?? '', back }
}
