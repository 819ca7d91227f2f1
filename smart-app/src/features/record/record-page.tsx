/** Not built yet. */
export function RecordPage() {
  return null
}
