/** Y, R and N of ccm-rules §3.4–3.5: counts by itself, counts when a clinician confirms it, never counts. */
export type Standing = 'counts' | 'review' | 'never'

/** A kind of chronic condition: a concept of `[ig]/CodeSystem/ccm-chronic-condition`. */
export interface Category {
  readonly display: string
  /** What patients call it, where `display` is a clinician's word. */
  readonly plain?: string
  /** Its name in Spanish, for patients. */
  readonly es?: string
  /** The more general kind, beside which this one is the one that counts. */
  readonly parent?: string
}

/** What a code says: one row of `[ig]/ConceptMap/chronic-conditions-icd-10-cm` or `…-snomed-ct`. */
export interface MapRow {
  readonly category: string
  readonly standing: Standing
  /** The code names an event: this is its standing once four weeks have passed since onset. */
  readonly afterFourWeeks?: Standing
  /** The ICD-10-CM code that a coder would look at first. */
  readonly icd10?: string
  readonly esrd?: true
}
