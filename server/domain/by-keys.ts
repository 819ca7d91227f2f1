/** Things by each of their keys, in their order: what has several keys stands under each of them, once. */
export function byKeys<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const one of all)
    for (const key of new Set(keysOf(one))) {
      const others = found.get(key)
      if (others) others.push(one)
      else found.set(key, [one])
    }
  return found
}
