import { html } from 'hono/html'
import type { SandboxPerson } from '../site/pages-deps.ts'
import type { Markup } from './sandbox-layout.ts'
import { EHR_KINDS, KIND } from './second-ehr/ehr-kinds.ts'
import { WIDTHS, type Settings } from './settings.ts'

/** What the control strip is made of. */
export interface Strip {
  readonly people: readonly SandboxPerson[]
  readonly settings: Settings
}

/** The strip with which somebody who shows the app sets the scene. A plain form: it sends the page to itself. */
export function controlStrip({ people, settings }: Strip): Markup {
  return html`<form class="strip" method="get" aria-label="Sandbox controls">
    ${choice('Behaves like', 'behaves', settings.behaves, [
      ['own', 'this server: permissive'],
      ...EHR_KINDS.map((kind): Option => [kind, `${KIND[kind].words}, another origin`]),
    ])}
    ${choice(
      'Person',
      'person',
      settings.person,
      people.map(({ id, name, title }): Option => [id, `${name}, ${title}`]),
    )}
    ${choice(
      'Frame',
      'width',
      settings.width,
      WIDTHS.map((width): Option => [width, width === 'fill' ? 'fill' : `${width} px`]),
    )}
    ${choice('Patient banner', 'banner', settings.banner ? 'yes' : 'no', [
      ['yes', 'app shows it'],
      ['no', 'EHR shows it'],
    ])}
    <button>Apply</button>
  </form>`
}

type Option = readonly [value: string, words: string]

function choice(label: string, name: string, chosen: string, options: readonly Option[]): Markup {
  return html`<label
    >${label}
    <select name="${name}">
      ${options.map(
        ([value, words]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${words}</option>`,
      )}
    </select></label
  >`
}
