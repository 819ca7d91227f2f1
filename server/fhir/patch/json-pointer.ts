/** The names and indexes that lead to a value, from the root on. */
export type PointerSteps = readonly string[]

/** Where an item would stand after the last one of a list. */
export const END = '-'

/** Reads a JSON Pointer; undefined for what is none. https://www.rfc-editor.org/rfc/rfc6901 */
export function parsePointer(text: string): PointerSteps | undefined {
  if (text === '') return []
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The index that a step names in a list; undefined for what is no index (`01`, `-1`, `1e0`). */
export function listIndex(step: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : undefined
}

/** FHIRPath of the same place in a resource of a type, for OperationOutcomes: `Patient.name[0].given`. */
export function pathOfPointer(type: string, steps: PointerSteps): string {
  return steps.reduce((path, step) => (listIndex(step) === undefined ? `${path}.${step}` : `${path}[${step}]`), type)
}
