/** Languages of the app. */
export type Language = 'en' | 'es'

/** A text, or its singular and plural by the slot `count`. `{name}` is a slot. */
export type Text = string | { readonly one: string; readonly other: string }

/** What a page says: each text in both languages, side by side, so that a missing translation does not compile. */
export type Texts = Readonly<Record<string, Readonly<Record<Language, Text>>>>

type SlotsIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotsIn<Rest> : never
type SlotsOf<T> = T extends { readonly one: infer One; readonly other: infer Other }
  ? SlotsIn<One> | SlotsIn<Other> | 'count'
  : SlotsIn<T>

type Arguments<T> = [SlotsOf<T>] extends [never] ? [] : [slots: Readonly<Record<SlotsOf<T>, string | number>>]

/** Says a text of a catalogue: unknown keys, missing slots and wrong slots do not compile. */
export type Say<T extends Texts> = <K extends keyof T & string>(key: K, ...slots: Arguments<T[K]['en']>) => string

/** Keeps the literal types of a catalogue, from which its slots are known. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

const rules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  es: new Intl.PluralRules('es'),
}

/** A catalogue in one language. */
export function createSay<T extends Texts>(texts: T, language: Language): Say<T> {
  return (key, ...[slots]) => {
    const text: Text = texts[key]?.[language] ?? key
    return fill(typeof text === 'string' ? text : plural(text, language, slots), slots)
  }
}

function plural(
  text: Exclude<Text, string>,
  language: Language,
  slots: Readonly<Record<string, string | number>> | undefined,
): string {
  return rules[language].select(Number(slots?.['count'])) === 'one' ? text.one : text.other
}

function fill(text: string, slots: Readonly<Record<string, string | number>> | undefined): string {
  return slots ? text.replace(/\{(\w+)\}/g, (hole, name: string) => String(slots[name] ?? hole)) : text
}
