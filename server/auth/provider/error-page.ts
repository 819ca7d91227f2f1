import type { Configuration } from 'oidc-provider'
import type { AuthorizationServerDeps } from './server-deps.ts'

/** The page for who cannot be sent back to the app: an unknown app, or an address that is not the app's. */
export function errorPage({ log, ids }: AuthorizationServerDeps): NonNullable<Configuration['renderError']> {
  return (ctx, out) => {
    const trace = ids.next().slice(-8)
    log.info('sign-in refused', { error: out.error, trace })
    ctx.type = 'html'
    ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in stopped</title>
<link rel="stylesheet" href="/pages.css"><main><h1>This sign-in cannot go on</h1>
<p>${escaped(out.error_description ?? out.error)}</p>
<p>Open the app again. If it happens again, tell the people who run it, with this code: <code>${trace}</code></p></main></html>`
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
