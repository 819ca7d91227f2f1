/** What the server says in a language that it does not speak: it writes English. */
export interface ServerWords {
  /** A sentence for each code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rules: Readonly<Record<string, string>>
  /** Sentences that carry what the server's own names (a day, minutes): `{1}` is the first group. */
  readonly values: Readonly<Record<string, readonly (readonly [RegExp, string])[]>>
  /** A sentence for each HTTP status without a rule; `other` and `down` (5xx) for all others. */
  readonly kinds: Readonly<Record<number, string>> & { readonly other: string; readonly down: string }
}
