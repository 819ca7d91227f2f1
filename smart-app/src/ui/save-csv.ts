import { saveFile } from './save-file.ts'

/** Saves rows as a CSV that spreadsheets open as it is (RFC 4180, with a mark that it is UTF-8). */
export function saveCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const text = rows.map((row) => row.map((value) => cell(String(value))).join(',')).join('\r\n')
  saveFile(name, 'text/csv;charset=utf-8', `\uFEFF${text}\r\n`)
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
