import type { ExportFile } from '#ports/bulk-exports.ts'
import type { JobStatus } from '#ports/job-queue.ts'
import type { ExportPayload, ExportResult } from '../../../use-cases/bulk-export.ts'
import type { FhirResponse } from '../../exchange.ts'
import { outcome } from '../../outcome.ts'

/** The file that says what was passed over. */
const ISSUES = 'issues.ndjson'

/** What the job of a finished export holds. */
export function resultOf({ result = '{}' }: JobStatus): ExportResult {
  return JSON.parse(result) as ExportResult
}

/** The answer to polling a finished export. https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status */
export function manifestOf(job: JobStatus, place: string): FhirResponse {
  const { request, since, issues } = job.payload as ExportPayload
  const { at, expires, files } = resultOf(job)
  const listed = files.map((file, number) => ({ ...file, url: `${place}/${nameOf(file, number)}` }))
  const manifest = {
    transactionTime: new Date(at).toISOString(),
    request,
    requiresAccessToken: true,
    output: listed.filter(({ deleted }) => !deleted).map(({ type, url, count }) => ({ type, url, count })),
    ...(since === undefined
      ? {}
      : { deleted: listed.filter(({ deleted }) => deleted).map(({ url, count }) => ({ type: 'Bundle', url, count })) }),
    error: issues.length === 0 ? [] : [{ type: 'OperationOutcome', url: `${place}/${ISSUES}`, count: issues.length }],
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json', expires: new Date(expires).toUTCString() },
    body: JSON.stringify(manifest),
  }
}

/** The number of the file of this name; undefined where there is none. */
export function numberOf(job: JobStatus, name: string): number | undefined {
  const number = resultOf(job).files.findIndex((file, at) => nameOf(file, at) === name)
  return number < 0 ? undefined : number
}

/** The file of what was passed over, if it has this name and there is one. */
export function issuesNamed(job: JobStatus, name: string): string | undefined {
  const { issues } = job.payload as ExportPayload
  if (name !== ISSUES || issues.length === 0) return undefined
  return issues.map((text) => `${JSON.stringify(passedOver(text))}\n`).join('')
}

function nameOf({ type, deleted }: ExportFile, number: number): string {
  return `${type}.${deleted ? 'deleted.' : ''}${number + 1}.ndjson`
}

function passedOver(text: string) {
  return outcome([{ severity: 'warning', code: 'not-supported', details: { text }, diagnostics: text }])
}
