import { html } from 'hono/html'
import type { FoundPatient, PatientWords } from '#ports/staff-access.ts'
import type { SignIn } from '../../auth/provider/authorization-server.ts'
import type { Option } from '../../auth/sign-in/provider-sign-in.ts'
import type { SignInFault } from '../../auth/sign-in/sign-in-refused.ts'
import { layout } from '../site/layout.ts'
import { permissionsOf } from './sign-in-page.ts'

interface Page {
  readonly signIn: SignIn
  /** Goes with every form. */
  readonly check: string
}

interface Providers {
  readonly providers: readonly { readonly name: string }[]
}

/** What the page has to say. */
export type ProviderView =
  | (Page & Providers & { readonly kind: 'providers' })
  | (Page & Providers & { readonly kind: 'refused'; readonly fault: SignInFault })
  | (Page & { readonly kind: 'options'; readonly options: readonly Option[] })
  | (Page & {
      readonly kind: 'taken'
      readonly taken: Option
      /** Whether there were others to take. */
      readonly several: boolean
      readonly searched?: { readonly words: PatientWords; readonly found: readonly FoundPatient[] }
    })

/** The pages on which staff sign in by their practice's provider, take a role and let an app in. */
export function providerPage(view: ProviderView) {
  const { clientName } = view.signIn
  switch (view.kind) {
    case 'providers':
      return layout(
        'Sign in',
        html`<h1>Sign in to ${clientName}</h1>
          ${providerForm(view)}`,
      )
    case 'refused':
      return layout(
        'Sign in',
        html`<h1>You are not signed in</h1>
          <p class="notice" role="alert">${REFUSED[view.fault]}</p>
          ${providerForm(view)}`,
      )
    case 'options':
      return layout('Sign in', optionsForm(view))
    case 'taken':
      return layout('Sign in', takenForms(view))
  }
}

const ASK = 'Ask an administrator of your practice.'

const REFUSED: Readonly<Record<SignInFault, string>> = {
  state: 'This answer belongs to a sign-in that is over. Sign in again.',
  'provider-refused': 'Your sign-in was cancelled or refused there.',
  'provider-unreachable': 'Your sign-in service cannot be reached right now. Try again in a moment.',
  'identity-refused':
    'What your sign-in service answered could not be accepted. Try again; if it stays so, ask your administrator.',
  'unknown-person': `You proved who you are, but no practice here knows you. ${ASK} They add you by your NPI or by the e-mail that your sign-in service has verified.`,
  'no-role': `The practice knows you, but nobody has given you a role here, or it has ended. ${ASK}`,
  inactive: `Your access to the practice has ended. ${ASK}`,
  ambiguous: `More than one person of the practice could be you. ${ASK}`,
  'identity-conflict': `Your sign-in does not match what the practice has written down of you. ${ASK}`,
}

function formOf({ signIn, check }: Page, content: ReturnType<typeof html>) {
  return html`<form method="post" action="/auth/interaction/${signIn.uid}">
    <input type="hidden" name="check" value="${check}" />
    ${content}
  </form>`
}

function cancel(page: Page) {
  return formOf(page, html`<p><button name="answer" value="cancel">Cancel</button></p>`)
}

function providerForm(page: Page & Providers) {
  return html`${page.providers.map(({ name }, at) =>
      formOf(
        page,
        html`<input type="hidden" name="provider" value="${at}" />
          <p><button name="answer" value="provider">Sign in with ${name}</button></p>`,
      ),
    )}
    <p>Or open ${page.signIn.clientName} from your EHR.</p>
    ${cancel(page)}`
}

function optionsForm(page: Page & { readonly options: readonly Option[] }) {
  return html`<h1>Where do you work today?</h1>
    <p>You are signed in as ${page.options[0]?.name}. A session is of one practice and one role.</p>
    ${formOf(
      page,
      html`<fieldset>
          <legend>Practice and role</legend>
          ${page.options.map(
            ({ practice, role }, at) =>
              html`<p>
                <label
                  ><input type="radio" name="option" value="${at}" required /> ${practice}, ${ROLE_NAMES[role]}</label
                >
              </p>`,
          )}
        </fieldset>
        <p><button name="answer" value="take">Continue</button></p>`,
    )}
    ${cancel(page)}`
}

const ROLE_NAMES: Readonly<Record<Option['role'], string>> = {
  administrator: 'administrator',
  'billing-practitioner': 'billing practitioner',
  'clinical-staff': 'clinical staff',
  biller: 'biller',
  auditor: 'auditor',
}

function takenForms(page: Extract<ProviderView, { kind: 'taken' }>) {
  const { signIn, taken, searched } = page
  const mayAllow = !signIn.wantsPatient || (searched?.found.length ?? 0) > 0
  return html`<h1>Open ${signIn.clientName}</h1>
    <p>You are ${taken.name}, ${ROLE_NAMES[taken.role]} at ${taken.practice}.</p>
    ${signIn.wantsPatient ? searchForm(page) : ''}
    ${
      mayAllow
        ? formOf(
            page,
            html`${signIn.wantsPatient ? patientChoice(searched?.found ?? []) : ''}
              <h2>${signIn.clientName} will be able to</h2>
              <ul>
                ${permissionsOf(signIn.scopes).map((text) => html`<li>${text}</li>`)}
              </ul>
              <p><button name="answer" value="allow">Allow</button></p>`,
          )
        : ''
    }
    ${formOf(
      page,
      html`<p>
        ${page.several ? html`<button name="answer" value="retake">Take another role</button>` : ''}
        <button name="answer" value="restart">I am somebody else</button>
        <button name="answer" value="cancel">Cancel</button>
      </p>`,
    )}`
}

function searchForm(page: Extract<ProviderView, { kind: 'taken' }>) {
  const { searched } = page
  return formOf(
    page,
    html`<h2>Find the patient</h2>
      <p>
        <label>Name <input name="name" autocomplete="off" value="${searched?.words.name ?? ''}" /></label>
      </p>
      <p>
        <label
          >Birth date <input name="birthdate" type="date" autocomplete="off" value="${searched?.words.birthDate ?? ''}"
        /></label>
      </p>
      <p><button name="answer" value="search">Search</button></p>
      ${searched?.found.length === 0 ? html`<p role="status">Nobody of the practice fits.</p>` : ''}`,
  )
}

function patientChoice(found: readonly FoundPatient[]) {
  return html`<fieldset>
    <legend>Patient</legend>
    ${found.map(
      ({ id, name, birthDate }) =>
        html`<p>
          <label
            ><input type="radio" name="patient" value="${id}" required />
            ${name}${birthDate === undefined ? '' : `, born ${birthDate}`}</label
          >
        </p>`,
    )}
  </fieldset>`
}
