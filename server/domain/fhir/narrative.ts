/** Escapes text for XHTML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A table as XHTML, for a section's narrative; a sentence where there are no rows. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return paragraph(none)
  const head = heads.map((cell) => `<th>${escaped(cell)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

/** A list as XHTML; a sentence where it is empty. */
export function listOf(items: readonly string[], none: string): string {
  if (items.length === 0) return paragraph(none)
  return `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
}

/** A heading as XHTML. */
export function heading(text: string): string {
  return `<h3>${escaped(text)}</h3>`
}

/** A paragraph as XHTML. */
export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`
}

/** A narrative of content that is XHTML; `name` is the class of its div. */
export function narrative(content: string, name?: string): { status: 'generated'; div: string } {
  const attribute = name === undefined ? '' : ` class="${name}"`
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"${attribute}>${content}</div>` }
}
