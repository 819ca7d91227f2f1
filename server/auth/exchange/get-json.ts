import type { OutboundFetch } from '#ports/outbound-fetch.ts'

/**
 * Reads a JSON object that anybody may read.
 * @throws whatever stands in the way
 */
export async function getJson(fetch: OutboundFetch, url: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'error' })
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}.`)
  const value: unknown = await answer.json()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${url} is no JSON object.`)
  return value as Readonly<Record<string, unknown>>
}
