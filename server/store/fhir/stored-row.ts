import { resourceTypeName } from '#definitions/resource-types.ts'
import type { StoredResource } from '#ports/fhir-store.ts'
import type { Row } from '../connection/statement.ts'

/** SQL of the one Patient whose compartment a row of `resource` is in; null where it is none or several. */
export function solePatientOf(row: string): string {
  return `case when not ${row}.several then ${row}.patient end`
}

/** SQL of all Patients whose compartments a row of `resource` is in: what is kept of a version that it supersedes. */
export function patientsAt(row: string): string {
  const further = `array(select p.patient from res_patient p where p.tenant = ${row}.tenant and p.rid = ${row}.rid and p.ver = ${row}.version)`
  return `array_remove(array[${row}.patient], null) || case when ${row}.several then ${further} else '{}' end`
}

/** Columns of a version for `readStored`; the patient is an expression over the current row. */
export function storedColumns(version: string, current: string): string {
  return `${version}.type, ${version}.id, ${version}.version, ${version}.updated, ${version}.deleted, ${version}.content,
    ${solePatientOf(current)} as patient`
}

export function readStored([type, id, version, updated, deleted, content, patient]: Row): StoredResource {
  return {
    type: resourceTypeName(Number(type)) ?? '',
    id: String(id),
    version: Number(version),
    updated: Number(updated),
    deleted: deleted === true,
    content: String(content),
    ...(typeof patient === 'string' ? { patient } : {}),
  }
}
