import { html } from 'hono/html'
import type { Markup } from './sandbox-layout.ts'
import { KIND } from './second-ehr/ehr-kinds.ts'
import type { Settings } from './settings.ts'

/** What the app is opened with. */
export interface AppFrame {
  readonly patient: string
  readonly settings: Settings
  /** Where the app is. */
  readonly appUrl: string
  /** FHIR base of the EHR that launches it. */
  readonly iss: string
}

/** The app's frame. The page's script asks for a launch and opens it: each load of the page is a launch of its own. */
export function appFrame({ patient, settings, appUrl, iss }: AppFrame): Markup {
  return html`<div
    class="app"
    data-patient="${patient}"
    data-person="${settings.person}"
    data-banner="${settings.banner ? 'yes' : 'no'}"
    data-app="${appUrl}"
    data-iss="${iss}"
    data-ehr="${settings.behaves}"
  >
    <p class="app-strip">
      <span role="status" data-status>Asking for a launch…</span>
      <button type="button" data-end="token">Token ends now</button>
      ${settings.behaves === 'own' ? '' : html`<button type="button" data-end="sign-in">Sign-in ends now</button>`}
      <button type="button" data-launch>Launch again</button>
    </p>
    ${settings.behaves === 'own' ? '' : html`<p class="refuses">${KIND[settings.behaves].words}: refuses ${KIND[settings.behaves].refuses}.</p>`}
    <div class="frame-room" tabindex="0" role="region" aria-label="The app's frame">
      <iframe class="w-${settings.width}" title="CCM on FHIR"></iframe>
    </div>
    <noscript><p>The launch needs JavaScript, which asks for a token and opens the frame.</p></noscript>
  </div>`
}
