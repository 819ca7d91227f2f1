import { readFileSync } from 'node:fs'
import type { CodeSystem, ValueSet } from '@medplum/fhirtypes'

export type Terminology = CodeSystem | ValueSet

/** By type and URL, each as the line that it is until somebody asks. Of several versions all. */
let lines: ReadonlyMap<string, readonly string[]> | undefined

const HEAD = /^\{"resourceType":"(\w+)","url":"([^"]+)"/

/**
 * R4's own code systems and value sets of a URL, as far as they are FHIR's (and HL7 version 2's and 3's): codes and displays
 * without definitions. Nothing is read before the first question (2 MB).
 */
export function r4Terminology<T extends Terminology['resourceType']>(
  type: T,
  url: string,
): readonly Extract<Terminology, { resourceType: T }>[] {
  lines ??= readLines()
  return (lines.get(`${type} ${url}`) ?? []).map(
    (line) => JSON.parse(line) as Extract<Terminology, { resourceType: T }>,
  )
}

function readLines(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL('./generated/r4-terminology.ndjson', import.meta.url), 'utf8')
  return Map.groupBy(text.split('\n'), (line) => {
    const [, type = '', url = ''] = HEAD.exec(line) ?? []
    return `${type} ${url}`
  })
}
