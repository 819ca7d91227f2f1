import type { CompositionSection, Task } from '@medplum/fhirtypes'
import { clockTime, MINUTE } from '../calendar.ts'
import { versionedReferenceTo } from '../fhir/references.ts'
import { timeEntryOf, type TimeEntry } from '../time/time-entry.ts'
import { ACTIVITIES } from '../time/generated/activities.ts'
import type { AuditedEntry, AuditFacts } from './audit-facts.ts'
import { narrative, tableOf } from '../fhir/narrative.ts'
import { deletionOf, provenancesOf, versionOf, writeOf } from './look-up.ts'

/** Time that counted, time that did not with its reasons, and what has been corrected. */
export function timeSections(facts: AuditFacts): readonly CompositionSection[] {
  return [countedSection(facts), notCountedSection(facts), amendmentSection(facts)]
}

function countedSection(facts: AuditFacts): CompositionSection {
  const { decision } = facts
  const rows = decision.counted.map(({ task, kind, seconds }) => [
    ...entryCells(task, facts),
    kind === 'practitioner' ? 'billing practitioner' : 'clinical staff',
    minutesText(seconds),
    noteOf(task, facts),
  ])
  const total = `${decision.staffMinutes} minutes of clinical staff, ${decision.practitionerMinutes} of the billing practitioner, ${decision.totalMinutes} in all: seconds are added up and floored once for the month, two people at once count once.`
  return section(
    'Time that counted',
    decision.counted.map(({ task }) => task),
    [
      tableOf(['Entry', 'When', 'Who', 'What', 'Counts as', 'Minutes', 'Note'], rows, 'No time of the month counted.'),
      `<p>${total}</p>`,
    ],
  )
}

function notCountedSection(facts: AuditFacts): CompositionSection {
  const { notCounted } = facts.decision
  const rows = notCounted.map(({ task, code, seconds, message }) => [
    ...entryCells(task, facts),
    minutesText(seconds),
    `${code}: ${message}`,
  ])
  return section(
    'Time that did not count',
    notCounted.map(({ task }) => task),
    [tableOf(['Entry', 'When', 'Who', 'What', 'Minutes', 'Why not'], rows, 'All recorded time counted.')],
  )
}

/** Every version of what was corrected or taken back, with who wrote it and why. */
function amendmentSection(facts: AuditFacts): CompositionSection {
  const amended = facts.entries.filter(({ versions, deleted }) => versions.length > 1 || deleted)
  const rows = amended.flatMap((entry) => [
    ...entry.versions.map((version) => versionRow(version, facts)),
    ...deletionRows(entry, facts),
  ])
  return section(
    'Corrections',
    amended.flatMap(({ versions }) => versions.map(versionedReferenceTo)),
    [tableOf(['Version', 'Written', 'By', 'Status', 'When', 'Minutes', 'Why'], rows, 'Nothing was corrected.')],
  )
}

function versionRow(version: Task, facts: AuditFacts): readonly string[] {
  const at = version.meta?.lastUpdated ?? ''
  const write = writeOf(version, facts)
  return [
    versionedReferenceTo(version),
    clockText(at, facts),
    write ? personText(write.by, facts) : '',
    version.status,
    ...timeCells(version, facts),
    write?.reason ?? version.statusReason?.text ?? reasonByProvenance(version, facts),
  ]
}

function timeCells(version: Task, facts: AuditFacts): readonly string[] {
  const entry = timeEntryOf(version, facts.practice.timeZone)
  return entry ? [whenText(entry, facts), lengthText(entry)] : ['', '']
}

function deletionRows({ reference, deleted }: AuditedEntry, facts: AuditFacts): readonly (readonly string[])[] {
  if (!deleted) return []
  const write = deletionOf(reference, facts)
  return [
    [
      reference,
      clockText(write?.at ?? '', facts),
      write ? personText(write.by, facts) : '',
      'deleted',
      '',
      '',
      write?.reason ?? '',
    ],
  ]
}

function reasonByProvenance(version: Task, facts: AuditFacts): string {
  return provenancesOf(version, facts)
    .flatMap(({ reason }) =>
      (reason ?? []).map(({ text, coding }) => text ?? coding?.[0]?.display ?? coding?.[0]?.code ?? ''),
    )
    .join(' ')
}

function entryCells(task: string, facts: AuditFacts): readonly string[] {
  const version = versionOf(task, facts)
  const entry = version && timeEntryOf(version, facts.practice.timeZone)
  if (!entry) return [task, '', '', '']
  const activity = ACTIVITIES[entry.activity]?.display ?? entry.activity
  return [task, whenText(entry, facts), personText(entry.owner ?? '', facts), activity]
}

function noteOf(task: string, facts: AuditFacts): string {
  const version = versionOf(task, facts)
  return (version && timeEntryOf(version, facts.practice.timeZone)?.note) ?? ''
}

function whenText({ time }: TimeEntry, { practice }: AuditFacts): string {
  switch (time.kind) {
    case 'clock':
      return `${clockTime(time.start, practice.timeZone)} to ${clockTime(time.end, practice.timeZone)}`
    case 'running':
      return `since ${clockTime(time.start, practice.timeZone)}`
    case 'manual':
      return `${time.day}, without clock times`
    case 'unclear':
      return time.day ?? 'not said'
  }
}

function lengthText({ time }: TimeEntry): string {
  if (time.kind === 'clock') return minutesText((time.end - time.start) / 1000)
  return time.kind === 'manual' ? String(time.minutes) : ''
}

/** Minutes and seconds: nothing is rounded in the evidence. */
function minutesText(seconds: number): string {
  const whole = Math.floor(seconds)
  const minutes = Math.floor(whole / (MINUTE / 1000))
  const rest = whole - minutes * 60
  return rest === 0 ? String(minutes) : `${minutes}:${String(rest).padStart(2, '0')}`
}

/** Name, credentials and NPI of a person. */
export function personText(reference: string, { staff }: Pick<AuditFacts, 'staff'>): string {
  const member = staff.memberOf(reference)
  if (!member) return reference
  const titles = member.credentials.filter((title) => !member.name.includes(title))
  return [member.name, ...titles, ...(member.npi ? [`NPI ${member.npi}`] : [])].join(', ')
}

function clockText(instant: string, { practice }: AuditFacts): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? '' : clockTime(at, practice.timeZone)
}

function section(title: string, references: readonly string[], content: readonly string[]): CompositionSection {
  const entry = [...new Set(references)].map((reference) => ({ reference }))
  return { title, text: narrative(content.join('')), ...(entry.length > 0 ? { entry } : {}) }
}
