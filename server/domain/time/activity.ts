/** A kind of work: a concept of `[ig]/CodeSystem/ccm-activity`. */
export interface Activity {
  readonly display: string
  /** Whether its minutes count: always, never, or where the practice decided so. */
  readonly countable: 'yes' | 'no' | 'practice'
}
