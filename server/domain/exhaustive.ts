/** Ends a `switch` over a closed union: a new member then fails to compile until it has its case. */
export function exhaustive(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`)
}
