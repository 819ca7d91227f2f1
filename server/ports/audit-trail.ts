/** Who did something, from where, by which program: the agent of an AuditEvent. */
export interface AuditAgent {
  /** `Practitioner/x`, `Patient/x` or `Device/x`; absent for a program that acts by itself. */
  readonly user?: string
  readonly role: string
  readonly client: string
  /** The caller's network address. */
  readonly address?: string
}

/** Why and by whom a write happens; the store turns it into one audit entry a change, in the write's own transaction. */
export interface AuditNote {
  readonly agent: AuditAgent
  /** The request's id, the same in the log, in `X-Request-Id` and in the trail. */
  readonly request: string
  /** What was done: a RESTful interaction (`create`, `update`, …) or an operation's name (`$ccm-enroll`). */
  readonly interaction: string
  /** The reason given for a correction. */
  readonly reason?: string
}

/** One entry of the trail: a read, a search, a refusal, a login; writes are entered by the store itself. */
export interface AuditEntry extends AuditNote {
  readonly tenant: number
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  /** AuditEvent.outcome: success, or what kind of failure. */
  readonly outcome: '0' | '4' | '8' | '12'
  /** The resource type looked at, and its id and version where it was one resource. */
  readonly type?: string
  readonly id?: string
  readonly version?: number
  /** The patient concerned, where it is exactly one. */
  readonly patient?: string
  /** The search string, as it came. */
  readonly query?: string
  /** Rule or status of a refusal. */
  readonly refusal?: string
}

/** The append-only record of who saw or changed what (DESIGN section 7). */
export interface AuditTrail {
  /** Takes an entry without waiting; it is stored within 250 ms, or at `flush`. A kill loses at most that window. */
  record(entry: AuditEntry): void
  /** Stores what is waiting. Called at a graceful stop. */
  flush(): Promise<void>
}
