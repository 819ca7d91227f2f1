import { FhirError } from '../fault.ts'

/** Does something for an entry of a transaction; an error of it says which entry that was. */
export function inEntry<R>(entry: number, work: () => R): R {
  try {
    return work()
  } catch (error) {
    throw errorInEntry(entry, error)
  }
}

/** The error, with the entry named where it names no element itself. */
export function errorInEntry(entry: number, error: unknown): unknown {
  if (!(error instanceof FhirError)) return error
  const issues = error.issues.map((issue) =>
    issue.expression ? issue : { ...issue, expression: [`Bundle.entry[${entry}]`] },
  )
  return new FhirError(error.status, issues, { headers: error.headers, cause: error.cause })
}
