/** A document for people, before it is set as PDF or HTML: words in an order, nothing of how they look. */
export interface Paper {
  readonly title: string
  /** BCP 47: `en`, `es`. */
  readonly language: string
  /** Large type, for readers with weak eyes; plain for files. */
  readonly type: 'large' | 'plain'
  /** Stands under the title. */
  readonly lines: readonly string[]
  /** What must be found at a glance: whom to call. */
  readonly box?: { readonly title: string; readonly lines: readonly string[] }
  readonly sections: readonly PaperSection[]
  /** At the foot of each page, before its number. */
  readonly foot: string
  /** The word before a page's number. */
  readonly page: string
}

export interface PaperSection {
  readonly title: string
  readonly blocks: readonly PaperBlock[]
}

/** A piece of a section. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }
