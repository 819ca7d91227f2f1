import type { UseQueryResult } from '@tanstack/react-query'

/** The first of several readings that has nothing to show, because it failed. */
export function firstFailed(readings: readonly UseQueryResult[]) {
  return readings.find((reading) => reading.isError && reading.data === undefined) as
    (UseQueryResult & { readonly error: Error }) | undefined
}
