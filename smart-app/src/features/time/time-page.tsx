/** Not built yet. */
export function TimePage() {
  return null
}
