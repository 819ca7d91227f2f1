interface RawJson {
  rawJSON(text: string): unknown
}

interface Source {
  readonly source?: string
}

const { rawJSON } = JSON as unknown as RawJson

/**
 * Parses JSON to be printed again: numbers keep the digits that they were written with, as FHIR's decimals must (`1.50`).
 * The values are for `JSON.stringify` alone; a number is not one of JavaScript's.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text, ((_key: string, value: unknown, context: Source) =>
    typeof value === 'number' && context.source !== undefined ? rawJSON(context.source) : value) as (
    key: string,
    value: unknown,
  ) => unknown)
}
