import { html } from 'hono/html'
import type { Language } from '#domain/care-plan/local-text.ts'
import type { FoundPatient, PatientWords } from '#ports/staff-access.ts'
import type { SignIn } from '../../auth/provider/authorization-server.ts'
import type { Option } from '../../auth/sign-in/provider-sign-in.ts'
import type { SignInFault } from '../../auth/sign-in/sign-in-refused.ts'
import { layout } from '../site/layout.ts'
import { scopeForm } from './scope-form.ts'
import { SIGN_IN_TEXTS, type SignInTexts } from './sign-in-texts.ts'

interface Page {
  readonly signIn: SignIn
  /** Goes with every form. */
  readonly check: string
}

interface Providers {
  readonly providers: readonly { readonly name: string }[]
  /** Somebody said that they are not who is signed in at the provider. */
  readonly anew?: boolean
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

/** A part of the page, in the words of its language. */
type Said<View> = View & { readonly texts: SignInTexts; readonly language: Language }

/** The pages on which staff sign in by their practice's provider, take a role and let an app in. */
export function providerPage(view: ProviderView, language: Language) {
  const texts = SIGN_IN_TEXTS[language]
  return layout(texts.signIn, contentOf({ ...view, texts, language }), { language })
}

function contentOf(view: Said<ProviderView>) {
  const { texts } = view
  switch (view.kind) {
    case 'providers':
      return html`<h1>${texts.signInTo(view.signIn.clientName)}</h1>
        ${providerForm(view)}`
    case 'refused':
      return html`<h1>${texts.notSignedIn}</h1>
        <p class="notice" role="alert">${texts.refused[view.fault]}</p>
        ${providerForm(view)}`
    case 'options':
      return optionsForm(view)
    case 'taken':
      return takenForms(view)
  }
}

function formOf({ signIn, check }: Page, content: ReturnType<typeof html>) {
  return html`<form method="post" action="/auth/interaction/${signIn.uid}">
    <input type="hidden" name="check" value="${check}" />
    ${content}
  </form>`
}

function cancel(page: Said<Page>) {
  return formOf(page, html`<p><button name="answer" value="cancel">${page.texts.cancel}</button></p>`)
}

function providerForm(page: Said<Page & Providers>) {
  return html`${page.providers.map(({ name }, at) =>
      formOf(
        page,
        html`<input type="hidden" name="provider" value="${at}" />
          ${page.anew === true ? html`<input type="hidden" name="anew" value="yes" />` : ''}
          <p><button name="answer" value="provider">${page.texts.signInWith(name)}</button></p>`,
      ),
    )}
    <p>${page.texts.orFromEhr(page.signIn.clientName)}</p>
    ${cancel(page)}`
}

function optionsForm(page: Said<Page & { readonly options: readonly Option[] }>) {
  const { texts } = page
  return html`<h1>${texts.whereToday}</h1>
    <p>${texts.signedInAs(page.options[0]?.name ?? '')}</p>
    ${formOf(
      page,
      html`<fieldset>
          <legend>${texts.practiceAndRole}</legend>
          ${page.options.map(
            ({ practice, role }, at) =>
              html`<p>
                <label
                  ><input type="radio" name="option" value="${at}" required /> ${practice}, ${texts.roles[role]}</label
                >
              </p>`,
          )}
        </fieldset>
        <p><button name="answer" value="take">${texts.next}</button></p>`,
    )}
    ${cancel(page)}`
}

function takenForms(page: Said<Extract<ProviderView, { kind: 'taken' }>>) {
  const { signIn, taken, searched, texts, language } = page
  const mayAllow = !signIn.wantsPatient || (searched?.found.length ?? 0) > 0
  return html`<h1>${texts.open(signIn.clientName)}</h1>
    <p>${texts.youAre(taken.name, texts.roles[taken.role], taken.practice)}</p>
    ${signIn.wantsPatient ? searchForm(page) : ''}
    ${
      mayAllow
        ? formOf(
            page,
            html`${signIn.wantsPatient ? patientChoice(searched?.found ?? [], texts) : ''}
              ${scopeForm(signIn, language)}
              <p><button name="answer" value="allow">${texts.allow}</button></p>`,
          )
        : ''
    }
    ${formOf(
      page,
      html`<p>
        ${page.several ? html`<button name="answer" value="retake">${texts.otherRole}</button>` : ''}
        <button name="answer" value="restart">${texts.somebodyElse}</button>
        <button name="answer" value="cancel">${texts.cancel}</button>
      </p>`,
    )}`
}

function searchForm(page: Said<Extract<ProviderView, { kind: 'taken' }>>) {
  const { searched, texts } = page
  return formOf(
    page,
    html`<h2>${texts.findPatient}</h2>
      <p>
        <label>${texts.name} <input name="name" autocomplete="off" value="${searched?.words.name ?? ''}" /></label>
      </p>
      <p>
        <label
          >${texts.birthDate}
          <input name="birthdate" type="date" autocomplete="off" value="${searched?.words.birthDate ?? ''}"
        /></label>
      </p>
      <p><button name="answer" value="search">${texts.search}</button></p>
      ${searched?.found.length === 0 ? html`<p role="status">${texts.nobodyFits}</p>` : ''}`,
  )
}

function patientChoice(found: readonly FoundPatient[], texts: SignInTexts) {
  return html`<fieldset>
    <legend>${texts.patient}</legend>
    ${found.map(
      ({ id, name, birthDate }) =>
        html`<p>
          <label
            ><input type="radio" name="patient" value="${id}" required />
            ${name}${birthDate === undefined ? '' : `, ${texts.born(birthDate)}`}</label
          >
        </p>`,
    )}
  </fieldset>`
}
