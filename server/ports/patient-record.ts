/** What is asked of one patient's whole record. */
export interface RecordQuery {
  readonly patient: string
  /** Only resources of these types; absent: all. */
  readonly types?: readonly string[]
  /** The types that the caller may see: what resources of other types refer to is not looked for. Absent: all. */
  readonly seen?: readonly string[]
  /** Only what has changed at this instant or later (milliseconds since 1970), and what such a resource refers to. */
  readonly since?: number
  /** Only care of this time; resources without a date, and those that hold until further notice, are not left out. */
  readonly care?: { readonly from?: number; readonly to?: number }
  /** Resources a page. */
  readonly count: number
  /** A page ends with the resource that reaches this many bytes. */
  readonly bytes: number
  readonly cursor?: string
}

/** A resource as it goes out. */
export interface RecordResource {
  readonly type: string
  readonly id: string
  /** JSON text, unparsed. */
  readonly content: string
}

/** One page of a patient's record. */
export interface RecordPage {
  /** In the patient's compartment; on the first page the Patient is the first. */
  readonly own: readonly RecordResource[]
  /** In nobody's compartment: what those refer to, and what these refer to in turn. They come last, each once. */
  readonly referred: readonly RecordResource[]
  /** Of all contents, in UTF-8. */
  readonly bytes: number
  /** Present when more may follow. */
  readonly next?: string
}
