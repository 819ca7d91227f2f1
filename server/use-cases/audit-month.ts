import type { Bundle, ChargeItem, Claim, Provenance, Resource, Task } from '@medplum/fhirtypes'
import { chargeDefinition } from '#definitions/charge-definitions.ts'
import { auditBundle } from '#domain/audit-file/audit-bundle.ts'
import type { AuditedEntry, AuditFacts } from '#domain/audit-file/audit-facts.ts'
import { windowOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { Program } from '#domain/enrollment/program.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import { chargesOfMonth, reopeningsOf } from '#domain/month/month-items.ts'
import { monthsOfEntry } from '#domain/time-entry/entry-months.ts'
import { timeEntryOf } from '#domain/time/time-entry.ts'
import type { FhirReader, FhirRepository } from '#ports/fhir-store.ts'
import { closingIds } from './month-ids.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { readMonth, type MonthReading } from './read-month.ts'
import { readAll } from './stored.ts'
import { readVersions, readReferences } from './read-versions.ts'
import { taskWrites } from './task-writes.ts'

/** Whose month is asked for, and under which URL the document's resources are served. */
export interface AuditQuestion {
  readonly patient: string
  readonly month: ServiceMonth
  readonly program?: Program
  /** The server's FHIR base URL. */
  readonly base: string
}

/** The audit file, and the practice's time zone, in which people read it. */
export interface AuditFile {
  readonly document: Bundle
  readonly timeZone: string
}

/**
 * The audit file of a patient's month (`$ccm-audit`): everything that it rests on, in the versions that it rests on.
 * Undefined where there is no such patient.
 */
export async function auditMonth(
  deps: ProgrammeDeps,
  repository: FhirRepository,
  question: AuditQuestion,
): Promise<AuditFile | undefined> {
  const reading = await readMonth(deps, repository, question)
  if (!reading) return undefined
  const facts = await readFacts(repository, reading, question)
  const document = auditBundle(facts, {
    id: deps.ids.next(),
    compositionId: deps.ids.next(),
    base: question.base,
    now: new Date(deps.clock.now()).toISOString(),
  })
  return { document, timeZone: facts.practice.timeZone }
}

async function readFacts(reader: FhirReader, reading: MonthReading, { patient }: AuditQuestion): Promise<AuditFacts> {
  const { record, decision, state, task } = reading
  const since = windowOfMonth(record.month, record.practice.timeZone).start
  const writes = await taskWrites(reader, patient, since)
  const [entries, months] = await Promise.all([
    readEntries(
      reader,
      reading,
      writes.map(({ reference }) => reference),
    ),
    task ? readVersions<Task>(reader, [referenceTo(task)]) : [],
  ])
  const charges = await readVersions<ChargeItem>(reader, [...new Set(months.flatMap(chargesOfMonth))])
  const claims = task ? await readVersions<Claim>(reader, claimsOf(task)) : []
  const evidence = await readReferences(reader, evidenceOf(reading, charges))
  const known = new Set(entries.map(({ reference }) => reference))
  const told = new Set([...known, ...months.map(referenceTo)])
  return {
    patient: record.patient,
    practice: record.practice,
    staff: record.staff,
    decision,
    state,
    entries,
    writes: writes.filter(({ reference }) => told.has(reference)),
    months,
    charges,
    claims,
    evidence,
    definitions: definitionsOf(charges, reading),
    provenances: await readProvenances(reader, [...known]),
    people: await readPeople(
      reader,
      reading,
      evidence,
      writes.map(({ by }) => by),
    ),
  }
}

/** One for each time that the month was closed. */
function claimsOf(task: Task): readonly string[] {
  const times = reopeningsOf(task) + 1
  return Array.from({ length: times }, (_unused, index) => `Claim/${closingIds(task, index).claim}`)
}

/** The month's time entries with their versions: those on file, whatever their status, and those deleted since. */
async function readEntries(
  reader: FhirReader,
  { record }: MonthReading,
  written: readonly string[],
): Promise<readonly AuditedEntry[]> {
  const current = new Set(record.tasks.map(referenceTo))
  const gone = written.filter((reference) => !current.has(reference))
  const versions = await readVersions<Task>(reader, [...new Set([...current, ...gone])])
  const byTask = new Map<string, Task[]>()
  for (const version of versions) if (isOfMonth(version, record)) byTask.set(referenceTo(version), [])
  for (const version of versions) byTask.get(referenceTo(version))?.push(version)
  return [...byTask]
    .map(([reference, history]) => ({ reference, versions: history, deleted: !current.has(reference) }))
    .sort((a, b) => compare(startOf(a), startOf(b)))
}

function isOfMonth(task: Task, { practice, month, now, patient }: MonthReading['record']): boolean {
  const entry = timeEntryOf(task, practice.timeZone)
  if (entry?.patient !== referenceTo(patient)) return false
  return monthsOfEntry(entry, practice.timeZone, now).includes(month)
}

function startOf({ versions }: AuditedEntry): number {
  return Date.parse(versions.at(-1)?.executionPeriod?.start ?? '') || 0
}

function compare(a: number, b: number): number {
  return a - b
}

/** What the charges name, in their versions; and what the decision names today. */
function evidenceOf({ decision }: MonthReading, charges: readonly ChargeItem[]): readonly string[] {
  const { conditions, ...single } = decision.evidence
  const today = [...Object.values(single), ...conditions].filter((reference) => typeof reference === 'string')
  const named = charges.flatMap(({ supportingInformation }) =>
    (supportingInformation ?? []).flatMap(({ reference }) => reference ?? []),
  )
  return [...new Set([...named, ...today])].filter((reference) => !reference.startsWith('Task/'))
}

function definitionsOf(charges: readonly ChargeItem[], { decision }: MonthReading) {
  const named = [
    ...charges.flatMap(({ definitionCanonical }) => definitionCanonical ?? []),
    ...decision.charges.map(({ definition }) => definition),
  ]
  return [...new Set(named)].flatMap((canonical) => chargeDefinition(canonical) ?? [])
}

async function readProvenances(reader: FhirReader, tasks: readonly string[]): Promise<readonly Provenance[]> {
  if (tasks.length === 0) return []
  const values = tasks.map((task) => ({ type: 'Task', id: task.slice('Task/'.length) }))
  return readAll<Provenance>(reader, 'Provenance', [{ kind: 'reference', param: 'target', values }])
}

/** The practice, and everybody who is named: as owner, as who bills, as who took the consent, as who wrote. */
async function readPeople(
  reader: FhirReader,
  { record, decision }: MonthReading,
  evidence: readonly Resource[],
  writers: readonly string[],
): Promise<readonly Resource[]> {
  const named = [
    record.practice.reference,
    decision.billingPractitioner,
    ...writers,
    ...record.tasks.map(({ owner }) => owner?.reference),
    ...evidence.flatMap(peopleIn),
  ].flatMap((reference) => reference ?? [])
  const persons = named.map((reference) => record.staff.personOf(reference) ?? reference)
  const references = [...new Set([...named, ...persons])].filter((reference) =>
    /^(Organization|Practitioner|PractitionerRole)\/[^/]+$/.test(reference),
  )
  return readReferences(reader, references)
}

function peopleIn(resource: Resource): readonly string[] {
  const extensions = 'extension' in resource ? (resource.extension ?? []) : []
  return extensions.flatMap(({ valueReference }) => valueReference?.reference ?? [])
}
