import type { TestAnswer, TestClient } from './test-app.ts'

export const JSON_PATCH = 'application/json-patch+json'

/** Sends a JSON Patch. */
export function sendPatch(
  client: TestClient,
  path: string,
  operations: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const body = JSON.stringify(operations)
  return client(path, { method: 'PATCH', body, headers: { 'content-type': JSON_PATCH, ...headers } })
}

/** A JSON Patch for patients. */
export const inactive = [{ op: 'replace', path: '/active', value: false }]
