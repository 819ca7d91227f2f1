import type { Bundle } from '@medplum/fhirtypes'
import type { TestAnswer, TestClient } from './test-app.ts'

/** Does something many times, at most `together` at once, and answers with what came of each. */
export async function raceOf<R>(
  count: number,
  act: (at: number) => Promise<R>,
  together = count,
): Promise<readonly R[]> {
  const answers: R[] = []
  const places = Array.from({ length: count }, (_unused, at) => at).values()
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (const at of places) answers[at] = await act(at)
    }),
  )
  return answers
}

/** How often each status was answered. */
export function countsOf(answers: readonly TestAnswer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** The versions in the history of a resource, oldest first. */
export async function historyVersions(client: TestClient, reference: string): Promise<readonly number[]> {
  const { body } = await client(`/${reference}/_history?_count=1000`)
  const entries = (body as unknown as Bundle).entry ?? []
  return entries.map(({ response }) => Number(/\d+/.exec(response?.etag ?? '')?.[0])).toSorted((a, b) => a - b)
}
