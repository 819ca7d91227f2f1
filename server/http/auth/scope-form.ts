import { html } from 'hono/html'
import type { Language } from '#domain/care-plan/local-text.ts'
import type { SignIn } from '../../auth/provider/authorization-server.ts'
import type { ScopeChoice } from '../../auth/provider/scope-choices.ts'
import { parseScope, type Scope } from '../../auth/scopes.ts'
import { capital, onlyIn, recordsOf, SCOPE_TEXTS, scopeInWords, verbsOf, type ScopeTexts } from './scope-texts.ts'

/** What an app is let in for: of another's app each scope can be left out, or allowed in part. No script is needed. */
export function scopeForm({ clientName, scopes, choices }: SignIn, language: Language) {
  const texts = SCOPE_TEXTS[language]
  if (!choices)
    return html`<h2>${texts.mayDo(clientName)}</h2>
      ${listOf(scopes, texts)}`
  return html`<fieldset>
    <legend><h2>${texts.mayDo(clientName)}</h2></legend>
    <p id="untick">${texts.untick(clientName)}</p>
    ${choices.choices.map((choice) => choiceIn(choice, texts))}
    ${
      choices.required.length === 0
        ? ''
        : html`<p>${texts.always}</p>
            ${listOf(choices.required, texts)}`
    }
  </fieldset>`
}

function listOf(scopes: readonly string[], texts: ScopeTexts) {
  return html`<ul>
    ${scopes.map((scope) => html`<li>${scopeInWords(scope, texts)}</li>`)}
  </ul>`
}

function choiceIn({ scope, parts }: ScopeChoice, texts: ScopeTexts) {
  return html`<div class="choice">
    <label
      ><input type="checkbox" name="scope" value="${scope}" checked aria-describedby="untick" /> ${scopeInWords(
        scope,
        texts,
      )}</label
    >
    ${parts.length === 0 ? '' : partsOf(scope, parts, texts)}
  </div>`
}

function partsOf(text: string, parts: readonly string[], texts: ScopeTexts) {
  const whole = parseScope(text)
  if (!whole) return ''
  return html`<details>
    <summary>${texts.someOnly(recordsOf(whole, texts))}</summary>
    <p>${texts.someHelp}</p>
    <fieldset>
      <legend class="aside">${verbsOf(whole, texts)}</legend>
      ${parts.map((part) => partIn(part, whole, texts))}
    </fieldset>
  </details>`
}

function partIn(text: string, whole: Scope, texts: ScopeTexts) {
  const part = parseScope(text)
  if (!part) return ''
  const words = part.type === whole.type ? onlyIn(part, texts) : recordsOf(part, texts)
  return html`<label><input type="checkbox" name="scope" value="${text}" /> ${capital(words)}</label>`
}
