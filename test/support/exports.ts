import { expect } from 'vitest'
import type { TestAnswer, TestClient } from './test-app.ts'

/** A manifest of Bulk Data Access. */
export interface Manifest {
  readonly transactionTime: string
  readonly request: string
  readonly requiresAccessToken: boolean
  readonly output: readonly ManifestFile[]
  readonly deleted?: readonly ManifestFile[]
  readonly error: readonly ManifestFile[]
}

interface ManifestFile {
  readonly type: string
  readonly url: string
  readonly count?: number
}

/** A line of a file. */
export interface Exported {
  readonly resourceType: string
  readonly id: string
  readonly [element: string]: unknown
}

export const ASYNC = { prefer: 'respond-async', accept: 'application/fhir+json' }

/** The path below the FHIR base, whatever the server calls itself. */
export const pathOf = (url: string | null | undefined): string => /\/fhir\/r4(.*)$/.exec(url ?? '')?.[1] ?? ''

/** Asks for an export. */
export function kickOff(client: TestClient, path: string, init: RequestInit & { json?: unknown } = {}) {
  return client(path, { ...init, headers: { ...ASYNC, ...(init.headers as Record<string, string> | undefined) } })
}

/** Polls until the job has ended. */
export async function ended(client: TestClient, job: string): Promise<TestAnswer> {
  for (let time = 0; time < 600; time++) {
    const answer = await client(job)
    if (answer.status !== 202) return answer
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('The job does not end.')
}

/** Asks for an export and waits for its manifest. */
export async function exported(
  client: TestClient,
  path: string,
  init: RequestInit & { json?: unknown } = {},
): Promise<{ readonly job: string; readonly manifest: Manifest; readonly answer: TestAnswer }> {
  const started = await kickOff(client, path, init)
  expect(started.status, started.text).toBe(202)
  const job = pathOf(started.headers.get('content-location'))
  const answer = await ended(client, job)
  expect(answer.status, answer.text).toBe(200)
  return { job, manifest: JSON.parse(answer.text) as Manifest, answer }
}

/** The resources of a file. */
export async function linesOf(client: TestClient, file: ManifestFile): Promise<readonly Exported[]> {
  const answer = await client(pathOf(file.url), { headers: { accept: 'application/fhir+ndjson' } })
  expect(answer.status, answer.text).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^application\/fhir\+ndjson/)
  return answer.text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exported)
}

/** What an export holds, as `Type/id`, in alphabetical order. */
export async function contentsOf(client: TestClient, manifest: Manifest): Promise<readonly string[]> {
  const files = await Promise.all(
    manifest.output.map(async (file) => {
      const lines = await linesOf(client, file)
      expect(lines.map(({ resourceType }) => resourceType)).toEqual(lines.map(() => file.type))
      expect(lines.length).toBe(file.count)
      return lines.map(({ resourceType, id }) => `${resourceType}/${id}`)
    }),
  )
  return files.flat().toSorted()
}

/** Asks for an export and answers what it holds. */
export async function exportOf(
  client: TestClient,
  path: string,
  init: RequestInit & { json?: unknown } = {},
): Promise<readonly string[]> {
  return contentsOf(client, (await exported(client, path, init)).manifest)
}
