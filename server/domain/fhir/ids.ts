/** An id as FHIR writes it, as text of a regular expression. https://hl7.org/fhir/R4/datatypes.html#id */
export const ID_PATTERN = '[A-Za-z0-9\\-.]{1,64}'

const ID = new RegExp(`^${ID_PATTERN}$`)
const RELATIVE = new RegExp(`^([A-Z][A-Za-z]+)/(${ID_PATTERN})$`)

/** Whether this is an id as FHIR writes it: 1 to 64 letters, digits, `-` and `.`. */
export function isId(text: string): boolean {
  return ID.test(text)
}

/** Whether it is one that means itself in a path as well: `..` would lead elsewhere. */
export function isPathId(text: string): boolean {
  return isId(text) && !/^\.+$/.test(text)
}

/** Type and id of a relative reference, `Type/id`; undefined for anything else, a version too. */
export function relativeOf(reference: string): { readonly type: string; readonly id: string } | undefined {
  const [, type, id] = RELATIVE.exec(reference) ?? []
  return type !== undefined && id !== undefined ? { type, id } : undefined
}

/** The id in `Type/id` of this type; undefined for anything else. */
export function idIn(type: string, reference: string): string | undefined {
  const parts = relativeOf(reference)
  return parts?.type === type ? parts.id : undefined
}
