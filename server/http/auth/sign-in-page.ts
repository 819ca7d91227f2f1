import { html } from 'hono/html'
import type { SignIn } from '../../auth/provider/authorization-server.ts'
import { parseScope, type Permission } from '../../auth/scopes.ts'
import { layout } from '../site/layout.ts'
import type { PickedPatient, SandboxUser } from './sign-in-choices.ts'

/** What the page has to say. */
export type SignInView =
  | {
      readonly kind: 'choose'
      readonly signIn: SignIn
      readonly users: readonly SandboxUser[]
      readonly patients: readonly PickedPatient[]
      readonly check: string
    }
  | { readonly kind: 'ehr-only'; readonly signIn: SignIn }
  | { readonly kind: 'over' }

/** The page on which somebody signs in, picks the patient and lets an app in, all at once. */
export function signInPage(view: SignInView) {
  if (view.kind === 'over')
    return layout(
      'Sign in',
      html`<h1>This sign-in is over</h1>
        <p>It was ended, or took longer than 15 minutes, or this browser kept no cookie of it. Open the app again.</p>`,
    )
  if (view.kind === 'ehr-only')
    return layout(
      'Sign in',
      html`<h1>Open ${view.signIn.clientName} from your EHR</h1>
        <p>Nobody signs in here directly. Open the app inside the chart of a patient, or from your EHR's menu.</p>`,
    )
  const { signIn, users, patients, check } = view
  return layout(
    'Sign in',
    html`<h1>Sign in to ${signIn.clientName}</h1>
      <p class="notice"><strong>Demo mode.</strong> Everybody here is made up. Choose who you are.</p>
      <form method="post" action="/auth/interaction/${signIn.uid}">
        <input type="hidden" name="check" value="${check}" />
        <fieldset>
          <legend>Who you are</legend>
          ${users.map(userChoice)}
        </fieldset>
        ${signIn.wantsPatient ? patientChoice(patients) : ''}
        <h2>${signIn.clientName} will be able to</h2>
        <ul>
          ${permissionsOf(signIn.scopes).map((text) => html`<li>${text}</li>`)}
        </ul>
        <p>
          <button name="answer" value="allow">Sign in and allow</button>
          <button name="answer" value="cancel" formnovalidate>Cancel</button>
        </p>
      </form>`,
  )
}

function userChoice({ id, name, role }: SandboxUser, at: number) {
  return html`<p>
    <label
      ><input type="radio" name="user" value="${id}" required ${at === 0 ? 'checked' : ''} /> ${name}, ${role}</label
    >
  </p>`
}

function patientChoice(patients: readonly PickedPatient[]) {
  return html`<p>
    <label>
      Patient
      <select name="patient" required>
        <option value="">Choose a patient</option>
        ${patients.map(
          ({ id, name, birthDate }) =>
            html`<option value="${id}">${name}${birthDate ? `, born ${birthDate}` : ''}</option>`,
        )}
      </select>
    </label>
  </p>`
}

const VERBS: Readonly<Record<Permission, string>> = {
  c: 'create',
  r: 'read',
  u: 'change',
  d: 'delete',
  s: 'search',
}

const WORDS: Readonly<Record<string, string>> = {
  openid: 'know who you are',
  offline_access: 'stay connected for up to 90 days, also when you are not there',
  online_access: 'stay connected for the working day',
}

/** The scopes in words. */
export function permissionsOf(scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((text): readonly string[] => {
    const scope = parseScope(text)
    if (!scope) return WORDS[text] === undefined ? [] : [WORDS[text]]
    const verbs = scope.permissions.map((letter) => VERBS[letter]).join(', ')
    const what = scope.type === '*' ? 'all records' : `${scope.type} records`
    const whose = scope.context === 'patient' ? 'of this patient' : 'that you may see'
    const only = scope.constraints.map(([name, value]) => `${name} ${value}`).join(', ')
    return [`${verbs} ${what} ${whose}${only === '' ? '' : ` (only ${only})`}`]
  })
}
