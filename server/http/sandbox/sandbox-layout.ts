import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Part of a page. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

interface SandboxPage {
  readonly title: string
  /** Who uses it, in words. */
  readonly person: string
  readonly strip: Markup
  readonly content: Markup
}

/** A page of the sandbox EHR. It looks like nothing of ours: it is somebody else's chart. */
export function sandboxLayout({ title, person, strip, content }: SandboxPage): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Sandbox EHR</title>
        <link rel="icon" href="/app/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/sandbox.css" />
        <script type="module" src="/demo/sandbox.js"></script>
      </head>
      <body>
        <header class="bar">
          <a class="home" href="/">Sandbox EHR</a>
          <span class="standing">Demo. Synthetic patients only. Reachable from this computer alone.</span>
          <span class="who">Signed in: ${person}</span>
        </header>
        ${strip} ${content}
      </body>
    </html>`
}
