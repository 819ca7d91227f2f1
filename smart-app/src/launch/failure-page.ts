import type { Language } from '../say/say.ts'
import { copyText } from '../ui/copy-text.ts'
import { failureText, failureWord, supportCode, type Failure } from './failures.ts'

export interface FailureFacts {
  readonly failure: Failure
  /** Finds the line in the server's log. */
  readonly trace?: string
  readonly details?: Readonly<Record<string, string>>
  /** The launch was one without a chart: it can be begun again from here. */
  readonly wholePractice?: boolean
}

/** The browser's language, as far as we speak it. */
export function browserLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en'
}

/**
 * Puts the page of a failed launch in place of `root`'s content: what happened, what to do, a code for support. Without
 * React, because it must also stand where the app itself could not start.
 */
export function showFailure(root: HTMLElement, facts: FailureFacts): void {
  const language = browserLanguage()
  const word = (key: Parameters<typeof failureWord>[0]) => failureWord(key, language)
  const code = supportCode(facts.failure, facts.trace ?? '')
  if ((facts.trace ?? '') === '') reportFailure(code)
  document.title = word('title')
  document.documentElement.lang = language

  const section = element('section', { class: 'failure', role: 'alert' })
  const copy = element('button', { type: 'button' }, word('copy'))
  copy.addEventListener('click', () => {
    void copyText(code).then((done) => {
      if (done) copy.textContent = word('copied')
    })
  })
  const line = element('p', {}, `${word('code')} `)
  line.append(element('code', {}, code), copy)
  section.append(
    element('h1', {}, word('title')),
    element('p', {}, failureText(facts.failure, language, facts.details ?? {})),
    line,
    ...ways(facts, word),
  )
  root.replaceChildren(section)
}

/** Tells the server a code that was made here, so that support finds it in the log; where it cannot be reached, nothing is lost. */
function reportFailure(code: string): void {
  void fetch('/app-session/failures', {
    method: 'POST',
    keepalive: true,
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => undefined)
}

/** What may be otherwise in a moment. */
const AGAIN: readonly Failure[] = ['offline', 'starting', 'server', 'issuer-unreachable']

/** What ends a sign-in that the person may begin anew, where no chart is wanted for it. */
const SIGN_IN: readonly Failure[] = ['cancelled', 'ehr-refused']

function ways(
  { failure, wholePractice = false }: FailureFacts,
  word: (key: 'again' | 'sign-in') => string,
): HTMLElement[] {
  if (failure === 'no-session' || failure === 'session-ended' || (wholePractice && SIGN_IN.includes(failure)))
    return [element('p', {}, link(`/launch?iss=${encodeURIComponent(`${location.origin}/fhir/r4`)}`, word('sign-in')))]
  if (AGAIN.includes(failure)) return [element('p', {}, link(location.href, word('again')))]
  return []
}

function link(href: string, text: string): HTMLElement {
  return element('a', { href }, text)
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content?: string | HTMLElement,
): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (content !== undefined) made.append(content)
  return made
}
