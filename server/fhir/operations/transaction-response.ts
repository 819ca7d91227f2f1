import type { OperationOutcome } from '@medplum/fhirtypes'
import type { WriteResult } from '#ports/fhir-store.ts'

/** What an operation wrote, as a transaction-response; an outcome worth saying stands in the first entry. */
export function transactionResponse(written: readonly WriteResult[], outcome?: OperationOutcome): string {
  const entries = written.map(({ type, id, version, updated, content, created }, index) => {
    const response = {
      status: created ? '201 Created' : '200 OK',
      location: `${type}/${id}/_history/${version}`,
      etag: `W/"${version}"`,
      lastModified: new Date(updated).toISOString(),
      ...(index === 0 && outcome ? { outcome } : {}),
    }
    return `{"resource":${content},"response":${JSON.stringify(response)}}`
  })
  return `{"resourceType":"Bundle","type":"transaction-response","entry":[${entries.join(',')}]}`
}
