import type { Guard } from './rights.ts'

/**
 * Whether there is nothing to delete under this id as far as this caller may know: a delete of it ends as one of what is not
 * there, without a word.
 */
export async function isHidden(guard: Guard, type: string, id: string): Promise<boolean> {
  return guard.hides('d', type) && (await guard.repository('d').read(type, id)) === undefined
}
