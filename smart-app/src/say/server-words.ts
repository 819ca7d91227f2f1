import type { Language } from './say.ts'
import type { ServerWords } from './server-words-shape.ts'

let words: ServerWords | undefined

/** Takes the language of the person at the screen; its words are loaded, English has none. Without them English stays. */
export async function speakServerWords(language: Language): Promise<void> {
  words =
    language === 'en'
      ? undefined
      : await import('./server-words-es.ts').then(
          ({ serverWords }) => serverWords,
          () => undefined,
        )
}

/** A rule's message in the reader's language; the server's own where that is English, or the rule is not known. */
export function heardRule(code: string | undefined, message: string): string {
  const sentence = code === undefined ? undefined : words?.rules[code]
  if (words === undefined || code === undefined || sentence === undefined) return withUsDays(message)
  for (const [pattern, text] of words.values[code] ?? []) {
    const found = pattern.exec(message)
    if (found) return text.replace(/\{(\d)\}/g, (_hole, at: string) => dayText(found[Number(at)] ?? ''))
  }
  return sentence
}

/** A refusal in the reader's language: by its rule, else by its status. */
export function heardRefusal(status: number, code: string | undefined, message: string): string {
  if (words === undefined) return withUsDays(message)
  if (code !== undefined && code in words.rules) return heardRule(code, message)
  return words.kinds[status] ?? (status >= 500 ? words.kinds.down : words.kinds.other)
}

/** An English message with its days as the app writes them. */
const withUsDays = (message: string) => message.replace(/\b(\d{4})-(\d{2})-(\d{2})\b(?!T)/g, '$2/$3/$1')

/** A day of an English message as the app writes it, 11/24/2026. */
const dayText = (text: string) =>
  text.replace(/^(\d{4})-(\d{2})(?:-(\d{2}))?/, (_day, year: string, month: string, day?: string) =>
    [month, day, year].filter(Boolean).join('/'),
  )
