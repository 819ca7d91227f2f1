import type { IndexSink } from './index-sink.ts'

/**
 * Indexes a value of a uri parameter: found as a whole, by its beginning (`:below`), or from below (`:above`); a canonical
 * also without its version.
 */
export function indexUri(
  sink: IndexSink,
  param: number,
  value: unknown,
  { unique }: { readonly unique: boolean },
): void {
  if (typeof value !== 'string' || value === '') return
  if (unique) sink.key(param, 'u', value)
  else sink.term(param, value, 'u', value)
  const version = value.indexOf('|')
  if (version > 0) sink.key(param, 'u', value.slice(0, version))
}
