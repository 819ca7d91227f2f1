import { resourceTypeName, resourceTypes } from '#definitions/resource-types.ts'
import type { RecordQuery, RecordResource } from '#ports/patient-record.ts'
import type { Row } from '../connection/statement.ts'
import { existsForAccessAnyType } from '../search/access-test.ts'
import { allOf, type Scope } from '../search/scope.ts'
import { OPEN_FROM, OPEN_TO, typeNumber } from './resource-columns.ts'

// Statements of a patient's record: `$1` is the tenant, `$2` (but for `referredPageText`) the patient.

const PATIENT = typeNumber('Patient')

/** What holds until further notice: a problem of long ago is part of today's care. Only the end of a time leaves it out. */
const STANDING = ['AllergyIntolerance', 'Condition', 'Consent', 'FamilyMemberHistory', 'Goal'].map(typeNumber)

/** What a row refers to, in one text: references have no blanks. */
const REFERENCES = `array_to_string(r.refs, ' ') as refs`

const ITSELF = `r.type = ${PATIENT} and r.id = $2`
/** Rows that lie with the patient, and those of which the patient is a further one (`res_patient`); not the Patient. */
const FIRST = `resource r where r.tenant = $1 and r.patient = $2 and not (${ITSELF}) and not r.deleted`
const FURTHER = `res_patient p join resource r on r.tenant = $1 and r.type = p.type and r.rid = p.rid and r.version = p.ver
    where p.tenant = $1 and p.patient = $2 and not (${ITSELF}) and not r.deleted`

/**
 * A page of the patient's compartment behind a place: the Patient at 0, then all else in the order of insertion, which never
 * changes. A row that was moved to another patient meanwhile is no longer there; none is shown twice. Columns: content; and
 * type, id, place, bytes up to here, references, all in one text (`readRecordRow`).
 */
export function ownPageText(scope: Scope, query: RecordQuery, place: number): string {
  const { values } = scope
  const after = values.bind(place, 'bigint')
  const limit = `limit ${values.bind(query.count + 1, 'int')}`
  const lasting = [...typeTest(scope, query.types), ...sinceTest(scope, query), existsForAccessAnyType(scope, 'r')]
  const dated = allOf([...lasting, ...careTest(scope, query)])
  const columns = `r.type, r.id, r.content, ${REFERENCES}`
  // `+ 0`: the few rows that lie beside are found by the patient, not by the place.
  const page = `(select ${columns}, 0::bigint as place from resource r where r.tenant = $1 and ${ITSELF}
       and not r.deleted and ${after} < 0 and ${allOf(lasting)})
     union all
     (select ${columns}, r.rid from ${FIRST} and r.rid > ${after} and ${dated} order by r.rid ${limit})
     union all
     (select ${columns}, r.rid from ${FURTHER} and p.rid + 0 > ${after} and ${dated} order by r.rid ${limit})
     order by place ${limit}`
  return withinBytes(scope, query, page)
}

/**
 * What the whole compartment refers to, as far as the caller may see it: type, id, references, and whether the resource has
 * changed since the instant asked for.
 */
export function ownReferencesText(scope: Scope, query: RecordQuery): string {
  const seen = [...typeTest(scope, query.seen), existsForAccessAnyType(scope, 'r')]
  const dated = allOf([...seen, ...careTest(scope, query)])
  const columns = `r.type, r.id, ${REFERENCES}, ${freshness(scope, query)('r')} as fresh`
  return `select ${columns} from resource r where r.tenant = $1 and ${ITSELF} and not r.deleted and ${allOf(seen)}
    union all select ${columns} from ${FIRST} and ${dated}
    union all select ${columns} from ${FURTHER} and ${dated}`
}

/** References as columns; `fresh` is whether something that has changed names it. */
export interface NamedRows {
  readonly types: readonly number[]
  readonly ids: readonly string[]
  readonly fresh: readonly boolean[]
}

/**
 * A page, behind a place, of the resources named and of what they refer to in turn, as far as they are in nobody's
 * compartment: records of others are not part of this one. Under `since` it is what has changed, and what is named by
 * something that has: whoever asks only for changes may not know it yet. Columns as of `ownPageText`.
 */
export function referredPageText(scope: Scope, query: RecordQuery, place: number, named: NamedRows): string {
  const { values } = scope
  const fresh = freshness(scope, query)
  const parts = referenceParts(scope)
  const wanted = allOf([OF_NOBODY, ...typeTest(scope, query.seen), existsForAccessAnyType(scope, 'r')])
  const rows = `unnest(${values.bind(named.types, 'smallint[]')}, ${values.bind(named.ids, 'text[]')},
        ${values.bind(named.fresh, 'boolean[]')}) m (type, id, fresh)`
  const page = `select r.type, r.id, r.content, '' as refs, r.rid as place
       from (select type, rid from reached where fresh and rid > ${values.bind(place, 'bigint')} group by type, rid) w
         join resource r on r.tenant = $1 and r.type = w.type and r.rid = w.rid
       where ${allOf(typeTest(scope, query.types))}
       order by r.rid limit ${values.bind(query.count + 1, 'int')}`
  return `with recursive reached as (
      select r.type, r.rid, m.fresh or ${fresh('r')} as fresh from ${rows}
        join resource r on r.tenant = $1 and r.type = m.type and r.id = m.id
      where ${wanted}
      union
      select r.type, r.rid, w.fresh or ${fresh('r')} from reached w
        join resource f on f.tenant = $1 and f.type = w.type and f.rid = w.rid
        cross join lateral (select ${parts('ref')} from unnest(f.refs) ref offset 0) m
        join resource r on r.tenant = $1 and r.type = m.type and r.id = m.id
      where ${wanted})
    ${withinBytes(scope, query, page)}`
}

/** Written so that no index by patient is tried: the row is found by its id. */
const OF_NOBODY = `coalesce(r.patient, '') = '' and not r.deleted`

/** SQL of the type's number and the id in a reference `Type/id`. */
function referenceParts({ values }: Scope): (reference: string) => string {
  const names = values.bind(resourceTypes, 'text[]')
  const numbers = values.bind(resourceTypes.map(typeNumber), 'smallint[]')
  return (ref) =>
    `(${numbers})[array_position(${names}, split_part(${ref}, '/', 1))] as type, substr(${ref}, strpos(${ref}, '/') + 1) as id`
}

function freshness({ values }: Scope, { since }: RecordQuery): (row: string) => string {
  if (since === undefined) return () => 'true'
  const bound = values.bind(since, 'bigint')
  return (row) => `${row}.updated >= ${bound}`
}

function typeTest({ values }: Scope, types: readonly string[] | undefined): readonly string[] {
  return types === undefined ? [] : [`r.type = any(${values.bind(types.map(typeNumber), 'smallint[]')})`]
}

function sinceTest({ values }: Scope, { since }: RecordQuery): readonly string[] {
  return since === undefined ? [] : [`r.updated >= ${values.bind(since, 'bigint')}`]
}

/** Other Patients of the compartment (linked ones) are dated by their birth, which says nothing about care. */
function careTest({ values }: Scope, { care }: RecordQuery): readonly string[] {
  if (care === undefined) return []
  const [from, to] = [values.bind(care.from ?? OPEN_FROM, 'bigint'), values.bind(care.to ?? OPEN_TO, 'bigint')]
  return [
    `(r.at_lo is null or r.type = ${PATIENT} or r.at_lo < ${to} and (r.at_hi > ${from} or r.type in (${STANDING.join(', ')})))`,
  ]
}

/**
 * Rows of a page up to and with the one that reaches the number of bytes. Two columns cost the process half of what six do:
 * the content, and all else in one text.
 */
function withinBytes({ values }: Scope, { bytes }: RecordQuery, page: string): string {
  return `select b.content, b.type || ' ' || b.id || ' ' || b.place || ' ' || b.upto || ' ' || b.refs from (
      select n.*, sum(octet_length(n.content)) over (order by n.place rows unbounded preceding) as upto from (${page}) n) b
    where b.upto - octet_length(b.content) < ${values.bind(bytes, 'bigint')} order by b.place`
}

/** A row of a page. */
export interface RecordRow extends RecordResource {
  readonly place: number
  /** Bytes of the page up to here. */
  readonly upto: number
  /** References with blanks between them. */
  readonly refersTo: string
}

export function readRecordRow([content, facts]: Row): RecordRow {
  const text = String(facts)
  const afterType = text.indexOf(' ')
  const afterId = text.indexOf(' ', afterType + 1)
  const afterPlace = text.indexOf(' ', afterId + 1)
  const afterBytes = text.indexOf(' ', afterPlace + 1)
  return {
    type: resourceTypeName(Number(text.slice(0, afterType))) ?? '',
    id: text.slice(afterType + 1, afterId),
    content: String(content),
    place: Number(text.slice(afterId + 1, afterPlace)),
    upto: Number(text.slice(afterPlace + 1, afterBytes)),
    refersTo: text.slice(afterBytes + 1),
  }
}
