import type { Limits } from '../limits.ts'

/** Changes to a resource that were asked for, read but not yet applied. */
export interface Patch {
  /**
   * Applies all of them, or none. The patch can be applied again, to another version.
   * @param content JSON text of the resource as it is
   * @returns JSON text of the resource as it would be; not validated. Numbers keep their digits.
   * @throws FhirError 422 where an operation cannot be done, 409 where a test fails, 400 where it costs too much
   */
  apply(content: string): string
}

/** How much a patch may do. */
export type PatchLimits = Pick<Limits, 'bodyBytes' | 'jsonDepth' | 'jsonValues' | 'patchOperations'>
