import { hash } from 'node:crypto'
import type { AuditTrail } from '#ports/audit-trail.ts'
import type { Clock } from '#ports/clock.ts'
import { CLIENT_LENGTH, securityEntry, type SecurityEntry } from '#ports/security-entry.ts'

/** Enters refusals in the trail so that nobody can flood it. */
export interface BoundedRefusals {
  /** The first of its kind from an address in a minute is entered at once; what follows is counted. */
  record(entry: SecurityEntry): void
  /** Enters what was counted. Called at a graceful stop, before the trail's. */
  stop(): void
}

export interface BoundedRefusalsDeps {
  readonly audit: AuditTrail
  readonly clock: Clock
}

/** Milliseconds in which refusals alike are one entry. */
const WINDOW = 60_000
/** So many kinds and addresses are told apart in a window; what is beyond is counted together, by event and practice. */
const KINDS = 1000

interface Counted {
  readonly first: SecurityEntry
  more: number
}

/**
 * Two entries at most a minute for each event, practice, address, client and reason, and at most 2000 in all and a few more:
 * the first as it came, and, if others followed, one that says how many (`times`).
 */
export function createBoundedRefusals({ audit, clock }: BoundedRefusalsDeps): BoundedRefusals {
  let counted = new Map<string, Counted>()
  let until = 0
  let timer: NodeJS.Timeout | undefined
  const close = () => {
    clearTimeout(timer)
    timer = undefined
    const ended = counted
    counted = new Map()
    for (const { first, more } of ended.values()) if (more > 0) audit.record(securityEntry(severalOf(first, more)))
  }
  const open = () => {
    if (clock.now() >= until) close()
    if (timer) return
    until = clock.now() + WINDOW
    timer = setTimeout(close, WINDOW).unref()
  }
  return {
    record(entry) {
      open()
      const own = kindOf(entry)
      const crowded = counted.size >= KINDS && !counted.has(own)
      const kind = crowded ? kindOf(anonymous(entry)) : own
      const known = counted.get(kind)
      if (known) {
        known.more++
        return
      }
      const first = crowded ? anonymous(entry) : entry
      counted.set(kind, { first: kept(first), more: 0 })
      audit.record(securityEntry(first))
    },
    stop: close,
  }
}

/** As short for whoever calls itself by a long name as for all others. */
function kindOf({ event, tenant, address, client, refusal }: SecurityEntry): string {
  return hash('sha256', JSON.stringify([event, tenant, address, client, refusal]), 'base64')
}

/** What is kept for the entry that says how many there were: of a long name what the trail keeps. */
function kept(entry: SecurityEntry): SecurityEntry {
  if (entry.client === undefined || entry.client.length <= CLIENT_LENGTH) return entry
  // A slice alone would keep the whole in memory.
  return { ...entry, client: Buffer.from(entry.client.slice(0, CLIENT_LENGTH)).toString() }
}

/** What refusals from too many places have in common. */
function anonymous({ event, outcome, tenant, request }: SecurityEntry): SecurityEntry {
  return { event, outcome, request, ...(tenant === undefined ? {} : { tenant }), details: { from: 'many addresses' } }
}

/** Stands for those that followed the first, under its request's id. */
function severalOf(first: SecurityEntry, more: number): SecurityEntry {
  return { ...first, details: { ...first.details, times: String(more) } }
}
