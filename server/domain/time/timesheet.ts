/** Codes of `[ig]/CodeSystem/ccm-rule` for time that is kept and not counted (DESIGN section 3). */
export type NotCountedCode =
  | 'unknown-role'
  | 'non-clinical'
  | 'automation'
  | 'not-countable'
  | 'other-program'
  | 'after-death'
  | 'before-consent'
  | 'after-withdrawal'
  | 'before-start'
  | 'after-end'
  | 'hospice'
  | 'inpatient'
  | 'e-m-day'
  | 'overlap'

/** Whose time it is: a colleague of the enrollment's billing practitioner counts as staff. */
export type TimeKind = 'staff' | 'practitioner'

/** What of an entry counts in the month. */
export interface CountedEntry {
  /** Versioned reference of the Task. */
  readonly task: string
  readonly kind: TimeKind
  /** `Practitioner/id`. */
  readonly person: string
  readonly activity: string
  /** Seconds of this entry; two people at once each have theirs, the month has them once. */
  readonly seconds: number
  /** First local day with counted time. */
  readonly day: string
  /** Without clock times: for somebody to look at. */
  readonly manual: boolean
}

/** What of an entry does not count in the month, and why. */
export interface NotCounted {
  /** Versioned reference of the Task. */
  readonly task: string
  readonly code: NotCountedCode
  readonly seconds: number
  /** Whole minutes, floored. */
  readonly minutes: number
  /** For the person who logged it, with the rule's source. */
  readonly message: string
}

/** Counted time of one local day in milliseconds, two people at once counted once. */
export interface DayTotal {
  readonly day: string
  readonly all: number
  /** The billing practitioner's own. */
  readonly practitioner: number
}

/** A moment that two entries claim and only one can have: neither gets it until somebody corrects one. */
export interface TimeConflict {
  /** `overlap`: one person for two patients at once. `time-conflict`: one patient, two programmes at once. */
  readonly code: 'overlap' | 'time-conflict'
  readonly task: string
  readonly message: string
}

/** A patient's month as counted. */
export interface Timesheet {
  /** Days with counted time, in order. */
  readonly days: readonly DayTotal[]
  readonly counted: readonly CountedEntry[]
  readonly notCounted: readonly NotCounted[]
  readonly conflicts: readonly TimeConflict[]
  /** `Task/id` of timers that run. */
  readonly running: readonly string[]
  /** `Task/id` of entries that do not say how long. */
  readonly unclear: readonly string[]
}
