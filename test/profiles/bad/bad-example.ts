/** A bad resource, where it is bad, and words of the refusal. */
export type BadExample = readonly [words: string, resource: unknown, path: string, error: string]
