import type { NextTask } from '../../data/practice-tasks.ts'
import type { PanelRow } from '../../data/panel.ts'

/** The views of the list, in the order of what is at stake. */
export const VIEWS = ['short', 'tasks', 'consent', 'eligible', 'review', 'ready'] as const
export type View = (typeof VIEWS)[number]

/** Something for each view. */
export function ofEachView<T>(make: (view: View) => T): Readonly<Record<View, T>> {
  return {
    short: make('short'),
    tasks: make('tasks'),
    consent: make('consent'),
    eligible: make('eligible'),
    review: make('review'),
    ready: make('ready'),
  }
}

/** A row of the list: a patient, and what is to be done next. */
export interface WorkRow extends PanelRow {
  readonly task: NextTask | undefined
}

/** What narrows a view down. */
export interface Filters {
  readonly mine: boolean
  /** At most so many minutes to the next code; absent: all. */
  readonly within?: number
  /** Something is in the way, or nothing is. */
  readonly way?: 'blocked' | 'free'
  /** Part of a name or record number. Never kept beyond this page. */
  readonly text: string
}

export interface WorkSorting {
  readonly column: ColumnId
  readonly descending: boolean
}

export type ColumnId =
  | 'patient'
  | 'minutes'
  | 'next'
  | 'task'
  | 'contact'
  | 'way'
  | 'program'
  | 'review'
  | 'manager'
  | 'qualifies'
  | 'outreach'
  | 'earned'

/** The columns of each view. */
export const COLUMNS: Readonly<Record<View, readonly ColumnId[]>> = {
  short: ['patient', 'minutes', 'next', 'task', 'contact', 'way', 'program', 'manager'],
  tasks: ['patient', 'task', 'minutes', 'next', 'contact', 'way', 'program', 'manager'],
  consent: ['patient', 'minutes', 'task', 'contact', 'way', 'program', 'manager'],
  eligible: ['patient', 'qualifies', 'outreach', 'way'],
  review: ['patient', 'review', 'minutes', 'task', 'contact', 'way', 'manager'],
  ready: ['patient', 'earned', 'minutes', 'contact', 'next', 'program', 'manager'],
}

/** How a view is sorted until somebody sorts it otherwise. */
export const FIRST_SORTING: Readonly<Record<View, WorkSorting>> = {
  short: { column: 'next', descending: false },
  tasks: { column: 'task', descending: false },
  consent: { column: 'patient', descending: false },
  eligible: { column: 'patient', descending: false },
  review: { column: 'review', descending: false },
  ready: { column: 'earned', descending: true },
}

/** Days before its review date from which a plan is in the list. */
const REVIEW_AHEAD = 14
/** From so many days before the month's end minutes come first, before that tasks. */
const LAST_DAYS = 10

/** The view in which the list opens. */
export const firstView = (daysLeft: number): View => (daysLeft <= LAST_DAYS ? 'short' : 'tasks')

interface ViewDay {
  readonly today: string
  /** Plans that are due for review by this day are in the list. */
  readonly ahead: string
}

const isOpen = ({ program, state }: WorkRow) =>
  program !== undefined && !(state !== undefined && CLOSED.includes(state))

const BELONGS: Readonly<Record<View, (row: WorkRow, day: ViewDay) => boolean>> = {
  short: (row) => isOpen(row) && row.next !== undefined,
  tasks: ({ task }, { today }) => task?.task.due !== undefined && task.task.due <= today,
  consent: ({ program, blockers }) => program !== undefined && blockers.some(({ code }) => code === 'no-consent'),
  eligible: ({ program, eligible, askAgain }, { today }) =>
    program === undefined && eligible.length > 0 && (askAgain === undefined || askAgain <= today),
  review: ({ program, reviewOn }, { ahead }) => program !== undefined && reviewOn !== undefined && reviewOn <= ahead,
  ready: (row) => isOpen(row) && row.charges.length > 0 && row.blockers.length === 0,
}

/** Whether a row belongs into a view. */
export function belongs(view: View, row: WorkRow, day: ViewDay): boolean {
  return BELONGS[view](row, day)
}

const CLOSED = ['closed', 'submitted', 'paid', 'denied']

/** `ahead` of {@link belongs}, in days. */
export const REVIEW_DAYS = REVIEW_AHEAD

/** Whether a row passes the filters. */
export function passes(row: WorkRow, filters: Filters, person: string | undefined): boolean {
  const { mine, within, way, text } = filters
  if (mine && row.program !== undefined && row.careManager !== person) return false
  if (within !== undefined && (row.next === undefined || row.next.minutesNeeded > within)) return false
  if (way !== undefined && row.blockers.length > 0 !== (way === 'blocked')) return false
  return matches(row, text)
}

/** Whether more is asked for than whose patients: an empty list says nothing of the others then. */
export function isNarrowed({ text, within, way }: Filters): boolean {
  return text.trim() !== '' || within !== undefined || way !== undefined
}

function matches({ name, recordNumber }: WorkRow, text: string): boolean {
  const words = plain(text).split(/\s+/).filter(Boolean)
  const own = plain(`${name} ${recordNumber ?? ''}`)
  return words.every((word) => own.includes(word))
}

/** Lower case without accents: `Ramirez` finds Ramírez. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** What a patient's charges are worth, in cents. Undefined: nobody knows, as of who is in no program, or of a code without a rate. */
export function worthOf({ program, charges }: Pick<PanelRow, 'program' | 'charges'>): number | undefined {
  if (program === undefined) return undefined
  return charges.reduce<number | undefined>(
    (sum, { cents }) => (sum === undefined || cents === undefined ? undefined : sum + cents),
    0,
  )
}

/** A patient's name as it is sorted: family name first. */
function sortName({ name }: WorkRow): string {
  const words = name.split(' ')
  return plain([words.at(-1) ?? '', ...words.slice(0, -1)].join(' '))
}

type Value = number | string

const VALUES: Readonly<Record<ColumnId, (row: WorkRow) => Value>> = {
  patient: sortName,
  minutes: ({ totalMinutes }) => totalMinutes,
  next: ({ next }) => next?.minutesNeeded ?? 1000,
  task: ({ task }) => task?.task.due ?? '9',
  contact: ({ lastContact }) => lastContact ?? '0',
  way: ({ blockers }) => blockers[0]?.code ?? '',
  program: ({ program }) => program ?? '~',
  review: ({ reviewOn }) => reviewOn ?? '9',
  manager: ({ careManager }) => careManager ?? '~',
  qualifies: ({ eligible }) => eligible.join(' '),
  outreach: ({ outreach }) => outreach ?? '',
  earned: (row) => worthOf(row) ?? -1,
}

/**
 * The rows in order. By minutes to the next code, patients with something open come before the rest: no list asks for
 * minutes without a reason.
 */
export function sorted(rows: readonly WorkRow[], { column, descending }: WorkSorting, view: View): readonly WorkRow[] {
  const value = VALUES[column]
  const needs = (row: WorkRow) => (view === 'short' && column === 'next' && row.task === undefined ? 1 : 0)
  const keyed = rows.map((row) => ({ row, need: needs(row), value: value(row), name: sortName(row) }))
  keyed.sort(
    (one, other) =>
      one.need - other.need ||
      (descending ? -1 : 1) * compare(one.value, other.value) ||
      compare(one.name, other.name) ||
      compare(one.row.id, other.row.id),
  )
  return keyed.map(({ row }) => row)
}

function compare(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0
}
