/** A paper to be set, as JSON. */
export interface TypesetOrder {
  readonly number: number
  readonly paper: string
}

/** The PDF, or why there is none. */
export interface TypesetAnswer {
  readonly number: number
  readonly pdf?: Uint8Array
  readonly fault?: string
}
