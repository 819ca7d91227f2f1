/** Node 24 gives a reviver the source of each number, and prints it as it was. */
interface SourceJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
  rawJSON(text: string): unknown
}

const sourceJson = JSON as unknown as SourceJson

/**
 * Parses JSON to be printed again: numbers keep the digits that they were written with, as FHIR's decimals must (`1.50`).
 * The values are for `JSON.stringify` alone; a number is not one of JavaScript's.
 */
export function parseExact(text: string): unknown {
  return sourceJson.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? sourceJson.rawJSON(source) : value,
  )
}
