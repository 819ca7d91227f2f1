import type { RecordResource } from '#ports/patient-record.ts'
import { bundleText, type BundleLink } from './bundle-text.ts'

/** A searchset whose resources are many and go out as they are stored. */
interface StoredSearchset {
  readonly matches: readonly RecordResource[]
  readonly includes: readonly RecordResource[]
  /** Of all contents together, in UTF-8. */
  readonly bytes: number
  readonly links: readonly BundleLink[]
  /** JSON texts of further entries. */
  readonly entries: readonly string[]
}

/** Most of what stands around a content: punctuation, the name of the type, an id. */
const AROUND = 200
/** Stands for the resources; JSON has no such character. */
const HERE = '\0'

/**
 * The JSON of a searchset as bytes, below `base`. Each content is written to its place: to join them as one text first, of
 * several hundred kB, costs more than all else that there is to do.
 */
export function searchsetBytes(
  base: string,
  { matches, includes, bytes, links, entries }: StoredSearchset,
): Uint8Array {
  const count = matches.length + includes.length
  const shell = bundleText(base, { type: 'searchset', links, entries: count === 0 ? entries : [HERE, ...entries] })
  const [head = '', tail = ''] = shell.split(HERE)
  const room = bytes + count * (AROUND + Buffer.byteLength(base)) + Buffer.byteLength(shell) + 1
  const buffer = Buffer.allocUnsafeSlow(room)
  let at = buffer.write(head)
  const start = at
  const put = ({ type, id, content }: RecordResource, end: string) => {
    at += buffer.write(`${at === start ? '' : ','}{"fullUrl":"${base}/${type}/${id}","resource":`, at)
    at += buffer.write(content, at)
    at += buffer.write(end, at)
  }
  for (const match of matches) put(match, ',"search":{"mode":"match"}}')
  for (const include of includes) put(include, ',"search":{"mode":"include"}}')
  at += buffer.write(tail, at)
  // What does not fit would be cut without a word.
  if (at >= room) throw new Error('A Bundle is larger than its resources said.')
  return buffer.subarray(0, at)
}
