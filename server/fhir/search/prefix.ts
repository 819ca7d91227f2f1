import type { Prefix } from '#ports/search.ts'

const PREFIXES: readonly Prefix[] = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']

/** Parts a comparison prefix from the value; none means `eq`. https://hl7.org/fhir/R4/search.html#prefix */
export function splitPrefix(text: string): readonly [prefix: Prefix, rest: string] {
  const prefix = PREFIXES.find((known) => text.startsWith(known))
  return prefix ? [prefix, text.slice(2)] : ['eq', text]
}
