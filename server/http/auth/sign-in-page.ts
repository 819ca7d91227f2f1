import { html } from 'hono/html'
import type { Language } from '#domain/care-plan/local-text.ts'
import type { SignIn } from '../../auth/provider/authorization-server.ts'
import { layout } from '../site/layout.ts'
import { scopeForm } from './scope-form.ts'
import type { PickedPatient, SandboxUser } from './sign-in-choices.ts'
import { SIGN_IN_TEXTS, type SignInTexts } from './sign-in-texts.ts'

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
  | { readonly kind: 'too-many'; readonly seconds: number }

/** The page on which somebody signs in, picks the patient and lets an app in, all at once. */
export function signInPage(view: SignInView, language: Language) {
  const texts = SIGN_IN_TEXTS[language]
  return layout(texts.signIn, contentOf(view, language, texts), { language })
}

function contentOf(view: SignInView, language: Language, texts: SignInTexts) {
  if (view.kind === 'over')
    return html`<h1>${texts.overTitle}</h1>
      <p>${texts.over}</p>`
  if (view.kind === 'too-many')
    return html`<h1>${texts.tooManyTitle}</h1>
      <p>${texts.tooMany(view.seconds)}</p>`
  if (view.kind === 'ehr-only')
    return html`<h1>${texts.openFromEhr(view.signIn.clientName)}</h1>
      <p>${texts.nobodyDirectly}</p>`
  const { signIn, users, patients, check } = view
  return html`<h1>${texts.signInTo(signIn.clientName)}</h1>
    <p class="notice"><strong>${texts.demoMode}</strong> ${texts.chooseWho}</p>
    <form method="post" action="/auth/interaction/${signIn.uid}">
      <input type="hidden" name="check" value="${check}" />
      <fieldset>
        <legend>${texts.whoYouAre}</legend>
        ${users.map(userChoice)}
      </fieldset>
      ${signIn.wantsPatient ? patientChoice(patients, texts) : ''} ${scopeForm(signIn, language)}
      <p>
        <button name="answer" value="allow">${texts.signInAndAllow}</button>
        <button name="answer" value="cancel" formnovalidate>${texts.cancel}</button>
      </p>
    </form>`
}

function userChoice({ id, name, role }: SandboxUser, at: number) {
  return html`<p>
    <label
      ><input type="radio" name="user" value="${id}" required ${at === 0 ? 'checked' : ''} /> ${name}, ${role}</label
    >
  </p>`
}

function patientChoice(patients: readonly PickedPatient[], texts: SignInTexts) {
  return html`<p>
    <label>
      ${texts.patient}
      <select name="patient" required>
        <option value="">${texts.choosePatient}</option>
        ${patients.map(
          ({ id, name, birthDate }) =>
            html`<option value="${id}">${name}${birthDate ? `, ${texts.born(birthDate)}` : ''}</option>`,
        )}
      </select>
    </label>
  </p>`
}
