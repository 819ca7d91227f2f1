import type { Task } from '@medplum/fhirtypes'
import { IG } from '#domain/fhir/canonicals.ts'
import type { OurServer, Stored } from './our-server.ts'

/** Identifier system of what this app asked for. */
export const REQUEST_SYSTEM = `${IG}/request`

/** A random UUID, also in a frame whose page is not a secure context, where `crypto.randomUUID` is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * Creates a Task once, however often it is asked for by the same key, as after an answer that was lost. What somebody
 * changed before asking again is written over what the first attempt has made.
 */
export async function createByKey(server: OurServer, task: Task, key: string): Promise<Stored<Task>> {
  const sent: Task = { ...task, identifier: [{ system: REQUEST_SYSTEM, value: key }] }
  const kept = await server.create(sent, { headers: { 'if-none-exist': `identifier=${REQUEST_SYSTEM}|${key}` } })
  if (saysTheSame(kept, task)) return kept
  return server.update<Task>({ ...sent, id: kept.id, ...(kept.meta && { meta: kept.meta }) })
}

/** Whether the server keeps what was sent, the instant of a note aside. */
function saysTheSame(kept: Task, sent: Task): boolean {
  const { meta: _meta, note: noteSent = [], ...rest } = sent
  const texts = (notes: Task['note'] = []) => notes.map(({ text }) => text)
  const parts = (task: Task) => Object.keys(rest).map((name) => task[name as keyof Task])
  return JSON.stringify([parts(kept), texts(kept.note)]) === JSON.stringify([parts(sent), texts(noteSent)])
}
