import type { Context } from 'hono'

/** Another site may have its name resolve to this machine: only our own names see the demo. */
export function isThisMachine(c: Context): boolean {
  return LOOPBACK.test(new URL(c.req.url).hostname)
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** A page of this very origin asks, and says that it sends JSON: no other site's page can do both. */
export function isOwnScript(c: Context): boolean {
  const sent = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const site = c.req.header('sec-fetch-site')
  const from = site === undefined ? c.req.header('origin') === new URL(c.req.url).origin : site === 'same-origin'
  return from && sent === 'application/json'
}
