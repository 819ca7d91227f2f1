/**
 * Whether an id is one that follows from names, as those of suggestions do: a UUID of version 8 (RFC 9562). What people and
 * programs create has other ones.
 */
export function isSuggestionId(id: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id)
}
