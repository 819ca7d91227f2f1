import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Language } from '#domain/care-plan/local-text.ts'

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** A page: title, style, content. @param options `refresh` in seconds */
export function layout(
  title: string,
  content: Markup,
  options: { readonly refresh?: number; readonly language?: Language } = {},
): Markup {
  return html`<!doctype html>
    <html lang="${options.language ?? 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${options.refresh ? html`<meta http-equiv="refresh" content="${options.refresh}" />` : ''}
        <title>${title} · CCM on FHIR</title>
        <link rel="stylesheet" href="/pages.css" />
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`
}
