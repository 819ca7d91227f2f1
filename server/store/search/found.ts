import { resourceTypeName } from '#definitions/resource-types.ts'
import type { StoredResource } from '#ports/fhir-store.ts'
import type { Row } from '../connection/statement.ts'
import { solePatientOf } from '../fhir/stored-row.ts'

/** A resource that a search found. */
export interface Found extends StoredResource {
  /** Its row number, decimal. */
  readonly rid: string
}

/** Columns of a row of `resource` for `readFound`. The patient is named where the row is in one compartment only. */
export function foundColumns(row: string): string {
  return `${row}.type, ${row}.id, ${row}.version, ${row}.updated, ${row}.rid::text as rid_text, ${row}.content,
    ${solePatientOf(row)} as patient`
}

/** The same columns without the patient, where the search names it. */
export function unnamedColumns(row: string): string {
  return `${row}.type, ${row}.id, ${row}.version, ${row}.updated, ${row}.rid::text as rid_text, ${row}.content, null`
}

/** The same columns without what is large, too. */
export function bareColumns(row: string): string {
  return `${row}.type, ${row}.id, ${row}.version, ${row}.updated, ${row}.rid::text as rid_text, null, null`
}

/** How many columns they are. */
export const FOUND_COLUMNS = 7

export function readFound([type, id, version, updated, rid, content, patient]: Row): Found {
  return {
    type: resourceTypeName(Number(type)) ?? '',
    id: String(id),
    version: Number(version),
    updated: Number(updated),
    deleted: false,
    content: String(content),
    ...(typeof patient === 'string' ? { patient } : {}),
    rid: String(rid),
  }
}
