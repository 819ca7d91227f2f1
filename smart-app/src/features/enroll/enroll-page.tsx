/** Not built yet. */
export function EnrollPage() {
  return null
}
