/**
 * Splits a value at a separator that no backslash stands before. The parts are still escaped.
 * https://hl7.org/fhir/R4/search.html#escaping
 */
export function splitUnescaped(text: string, separator: ',' | '|' | '$'): string[] {
  if (!text.includes('\\')) return text.split(separator)
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === separator) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** Takes the backslashes away that stand before `,`, `|`, `$` or `\`; any other backslash is itself. */
export function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\([,|$\\])/g, '$1') : text
}

/** The value as it must be written to be taken literally. */
export function escapeValue(text: string): string {
  return text.replace(/[,|$\\]/g, '\\$&')
}
