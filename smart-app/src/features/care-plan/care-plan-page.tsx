/** Not built yet. */
export function CarePlanPage() {
  return null
}
