import { request } from 'undici'
import { chartOf } from '../chart-data.ts'
import type { Load } from '../drive.ts'
import type { BenchProduct } from '../open-bench.ts'
import type { Reference } from '../reference/start-reference.ts'

/** Files the patient `written`, whom the writes are about. Answers the headers to write with. */
export async function writtenPatient(product: BenchProduct): Promise<Readonly<Record<string, string>>> {
  const headers = await product.headers()
  const [patient] = chartOf('written')
  const { statusCode, body } = await request(`${product.url}/fhir/r4/Patient/written`, {
    method: 'PUT',
    headers,
    body: JSON.stringify(patient),
  })
  const answer = await body.text()
  if (statusCode !== 201) throw new Error(`The patient was not taken: ${statusCode} ${answer}`)
  return headers
}

/** What writes are compared with: the JSON inserted as one row of a table with a primary key. */
export function insertLoad({ url, pid }: Reference, body: () => string): Load & { readonly pid: number } {
  return { url, pid, expect: [201], next: () => ({ method: 'POST', path: '/insert', body: body() }) }
}
