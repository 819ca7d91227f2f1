import type { Provenance, Task } from '@medplum/fhirtypes'
import { byKeys } from '../by-keys.ts'
import { referenceTo, versionedReferenceTo } from '../fhir/references.ts'
import type { AuditFacts, RecordedWrite } from './audit-facts.ts'

/** The facts of one audit file by what they are asked for: a month may have thousands of entries, and each is asked about. */
interface Index {
  /** By `Task/id/_history/n`. */
  readonly versions: ReadonlyMap<string, Task>
  /** By `Task/id/_history/n`. */
  readonly writes: ReadonlyMap<string, RecordedWrite>
  /** By `Task/id`. */
  readonly deletions: ReadonlyMap<string, RecordedWrite>
  /** By what they are about, as they name it. */
  readonly provenances: ReadonlyMap<string, readonly Provenance[]>
}

const known = new WeakMap<AuditFacts, Index>()

/** A version of a time entry, by `Task/id/_history/n`. */
export function versionOf(versioned: string, facts: AuditFacts): Task | undefined {
  return indexOf(facts).versions.get(versioned)
}

/** Who wrote a version. */
export function writeOf(version: Task, facts: AuditFacts): RecordedWrite | undefined {
  return indexOf(facts).writes.get(versionedReferenceTo(version))
}

/** Who deleted an entry, by `Task/id`. */
export function deletionOf(reference: string, facts: AuditFacts): RecordedWrite | undefined {
  return indexOf(facts).deletions.get(reference)
}

/** The Provenances that are about a version, or about its entry as a whole. */
export function provenancesOf(version: Task, facts: AuditFacts): readonly Provenance[] {
  const { provenances } = indexOf(facts)
  const targets = [referenceTo(version), versionedReferenceTo(version)]
  return [...new Set(targets.flatMap((target) => provenances.get(target) ?? []))]
}

function indexOf(facts: AuditFacts): Index {
  const found = known.get(facts) ?? made(facts)
  known.set(facts, found)
  return found
}

function made({ entries, writes, provenances }: AuditFacts): Index {
  const versions = entries.flatMap((entry) => entry.versions)
  const deletions = writes.filter(({ action }) => action === 'D')
  return {
    versions: firstBy(versions, versionedReferenceTo),
    writes: firstBy(writes, ({ versioned }) => versioned),
    deletions: firstBy(deletions, ({ reference }) => reference),
    provenances: byKeys(provenances, ({ target }) => target.flatMap(({ reference }) => reference ?? [])),
  }
}

/** Of several under one name the first. */
function firstBy<T>(all: readonly T[], name: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(all.toReversed().map((one) => [name(one), one]))
}
