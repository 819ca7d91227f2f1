import { html, raw } from 'hono/html'
import type { FhirResponse } from '../../fhir/exchange.ts'
import { textOf } from './demo-reader.ts'
import { layout } from './layout.ts'

/** A resource or Bundle, as the FHIR base answers it, with its references as links. */
export function recordPage(asked: string, { status, body }: FhirResponse) {
  return layout(
    asked,
    html`<nav><a href="/">Start</a></nav>
      <h1 class="path">GET /fhir/r4${asked}</h1>
      <p>Status ${status}. Read as the demo's auditor; the reading stands in the audit trail.</p>
      <pre>${raw(linked(pretty(body)))}</pre>`,
  )
}

function pretty(body: FhirResponse['body']): string {
  const text = body === null ? '' : textOf(body)
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escapes JSON for a page, and makes links of what points to something on this server. */
function linked(json: string): string {
  return json
    .replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')
    .replace(/"(reference|fullUrl|url)": "([^"]+)"/g, (whole, name: string, target: string) => {
      const path = pathOf(target)
      return path === undefined ? whole : `"${name}": "<a href="/demo/fhir/${path}">${target}</a>"`
    })
}

function pathOf(target: string): string | undefined {
  const [, below] = /^https?:\/\/[^/]+\/fhir\/r4\/(.+)$/.exec(target) ?? []
  if (below !== undefined) return below
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+(\/_history\/\d+)?$/.test(target) ? target : undefined
}
