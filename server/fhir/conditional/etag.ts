import { fault } from '../fault.ts'

/**
 * The version that `If-Match` asks for: `W/"3"`, also `"3"`. Undefined without one.
 * @throws FhirError 400 for what names no version of ours
 */
export function versionOf(ifMatch: string | undefined, expression?: string): number | undefined {
  if (ifMatch === undefined) return undefined
  const version = /^\s*(?:W\/)?"?([1-9]\d{0,8})"?\s*$/.exec(ifMatch)?.[1]
  if (version !== undefined) return Number(version)
  throw fault(400, 'value', `If-Match takes the ETag of one version, such as W/"3"; it came as ${ifMatch}.`, {
    ...(expression === undefined ? {} : { expression }),
  })
}
