import { resourceTypeName } from '#definitions/resource-types.ts'
import type { RecordPage, RecordQuery } from '#ports/patient-record.ts'
import type { Row } from '../connection/statement.ts'
import { readPlace, writePlace, type Place } from '../place-text.ts'
import type { Scope } from '../search/scope.ts'
import { searchScope } from '../search/search-scope.ts'
import { searchStatement } from '../search/search-statement.ts'
import { typesAndIds } from './read-by-id.ts'
import {
  ownPageText,
  ownReferencesText,
  readRecordRow,
  referredPageText,
  type NamedRows,
  type RecordRow,
} from './record-rows.ts'
import type { Run, StoreContext } from './store-context.ts'

type Asked = Pick<StoreContext, 'access' | 'keys' | 'tenant'>

/** The two parts of a record, one after the other, each in the order of row numbers. */
const OWN = 0
const REFERRED = 1
const PLACE = 2
const BEFORE_ALL = -1

/**
 * One page of a patient's record. A link goes on behind the last row shown, by numbers that rows keep: nothing is shown
 * twice or left out by what is written meanwhile; what is new comes at the end, or in the next reading.
 * @throws InvalidCursor
 */
export async function readPatientRecord(asked: Asked, run: Run, query: RecordQuery): Promise<RecordPage> {
  const list = listOf(query, asked)
  const [part = OWN, after = BEFORE_ALL] = placeOf(query, list)
  const reading: Reading = { asked, run, query }
  const own = part === OWN ? await readPage(reading, (scope) => ownPageText(scope, query, after)) : NOTHING
  if (own.more) return { own: own.resources, referred: [], bytes: own.bytes, next: writePlace([OWN, own.last], list) }
  const left = { ...query, count: query.count - own.resources.length, bytes: query.bytes - own.bytes }
  // A full page ends here: what is referred to begins the next one.
  if (left.count === 0)
    return { own: own.resources, referred: [], bytes: own.bytes, next: writePlace([REFERRED, BEFORE_ALL], list) }
  const named = isWhole(query) ? namedBy(own.resources) : await readNamed(reading)
  const referred = await readReferred({ asked, run, query: left }, named, part === REFERRED ? after : BEFORE_ALL)
  return {
    own: own.resources,
    referred: referred.resources,
    bytes: own.bytes + referred.bytes,
    ...(referred.more ? { next: writePlace([REFERRED, referred.last], list) } : {}),
  }
}

function placeOf({ cursor }: RecordQuery, list: readonly unknown[]): Place {
  return cursor === undefined ? [OWN, BEFORE_ALL] : readPlace(cursor, PLACE, list)
}

interface Reading {
  readonly asked: Asked
  readonly run: Run
  readonly query: RecordQuery
}

interface Part {
  readonly resources: readonly RecordRow[]
  readonly more: boolean
  /** Place of the last row shown. */
  readonly last: number
  readonly bytes: number
}

const NOTHING: Part = { resources: [], more: false, last: BEFORE_ALL, bytes: 0 }

/** `$2` is the patient where the text is about the compartment; what is referred to is in nobody's. */
async function readRows(
  { asked, run, query }: Reading,
  text: (scope: Scope) => string,
  ofPatient = true,
): Promise<readonly Row[]> {
  const scope = searchScope(asked.access, asked.keys, ofPatient ? [query.patient] : [])
  return run(searchStatement(text(scope)), scope.values.list)
}

async function readPage(reading: Reading, text: (scope: Scope) => string, ofPatient = true): Promise<Part> {
  const { count, bytes: most } = reading.query
  const found = await readRows(reading, text, ofPatient)
  const resources = (found.length > count ? found.slice(0, count) : found).map(readRecordRow)
  const { place = BEFORE_ALL, upto = 0 } = resources.at(-1) ?? {}
  return { resources, more: found.length > count || upto >= most, last: place, bytes: upto }
}

async function readReferred(reading: Reading, named: NamedRows, after: number): Promise<Part> {
  if (named.ids.length === 0) return NOTHING
  return readPage(reading, (scope) => referredPageText(scope, reading.query, after, named), false)
}

/** Whether the first page, when it is the only one, has the whole compartment as the caller sees it. */
function isWhole({ cursor, types, seen, since }: RecordQuery): boolean {
  return cursor === undefined && since === undefined && (types === undefined || types === seen)
}

/** A resource of the compartment and what it refers to. */
interface Owner extends Pick<RecordRow, 'type' | 'id' | 'refersTo'> {
  /** Whether it has changed since the instant asked for; of none it all counts as changed. */
  readonly fresh?: boolean
}

async function readNamed(reading: Reading): Promise<NamedRows> {
  const rows = await readRows(reading, (scope) => ownReferencesText(scope, reading.query))
  return namedBy(
    rows.map(([type, id, refs, fresh]) => ({
      type: typeName(type),
      id: String(id),
      refersTo: String(refs),
      fresh: fresh === true,
    })),
  )
}

/** What is referred to and is not among those that refer. */
function namedBy(owners: readonly Owner[]): NamedRows {
  const named = new Map<string, boolean>()
  const known = new Set<string>()
  for (const { refersTo, fresh = true } of owners) {
    // What is measured at one visit refers to the same.
    if (fresh && known.has(refersTo)) continue
    if (fresh) known.add(refersTo)
    for (const reference of refersTo.split(' ')) if (fresh || !named.has(reference)) named.set(reference, fresh)
  }
  for (const { type, id } of owners) named.delete(`${type}/${id}`)
  const { types, ids } = typesAndIds([...named.keys()])
  return { types, ids, fresh: ids.map((id, at) => named.get(`${typeName(types[at])}/${id}`) === true) }
}

function typeName(number: unknown): string {
  return resourceTypeName(Number(number)) ?? ''
}

/** What a page link belongs to. */
function listOf({ patient, types, seen, since, care }: RecordQuery, { tenant }: Asked): readonly unknown[] {
  return ['everything', tenant, patient, types, seen, since, care]
}
