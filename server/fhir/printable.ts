import type { OperationOutcomeIssue } from '@medplum/fhirtypes'

/** Characters that no text of FHIR may hold. https://hl7.org/fhir/R4/datatypes.html#string */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
/** More of what a client sent is not worth being sent back: what lies between its beginning and its end is left out. */
const BEGINNING = 1000
const END = 500

/** An issue whose words may repeat what a client sent: control characters are shown as escapes, long texts are cut. */
export function printableIssue(issue: OperationOutcomeIssue): OperationOutcomeIssue {
  const { diagnostics, details, expression: named, ...rest } = issue
  const text = details?.text
  // A client may have given something a name that says nothing.
  const expression = named?.map(printable).filter((path) => path.trim() !== '')
  return {
    ...rest,
    ...(diagnostics === undefined ? {} : { diagnostics: printable(diagnostics) }),
    ...(details === undefined ? {} : { details: text === undefined ? details : { ...details, text: printable(text) } }),
    ...(expression && expression.length > 0 ? { expression } : {}),
  }
}

function printable(text: string): string {
  const long = text.length > BEGINNING + END
  const shown = long ? `${text.slice(0, BEGINNING)} […] ${text.slice(-END)}` : text
  return shown
    .toWellFormed()
    .replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
