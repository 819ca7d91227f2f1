/** Whether this is an id as FHIR writes it, and one that means itself in a path: `..` would lead elsewhere. */
export function isFhirId(text: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(text) && !/^\.+$/.test(text)
}
