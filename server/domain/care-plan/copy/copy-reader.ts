import { inLanguage, type Language, type LocalText } from '../local-text.ts'

/** Reads a plan's texts aloud in a language, and remembers whether all of them were in it. */
export class CopyReader {
  readonly #language: Language
  #untranslated = false

  constructor(language: Language) {
    this.#language = language
  }

  /** Some text was not in the language. */
  get foundUntranslated(): boolean {
    return this.#untranslated
  }

  /** A text in the language; as it was written where there is no translation. */
  say(words: LocalText): string {
    if (this.#language === 'es' && words.es === undefined) this.#untranslated = true
    return inLanguage(words, this.#language)
  }

  /** A text that has no translations: a name out of the chart. */
  asWritten(text: string): string {
    return this.say({ text })
  }
}
