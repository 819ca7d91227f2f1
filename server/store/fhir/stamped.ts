import type { Change } from '#ports/fhir-store.ts'

/** A change as of an instant (milliseconds since 1970), whenever its resource was prepared. */
export function stamped(change: Change, instant: number): Change {
  if (change.kind === 'delete' || change.resource.updated === instant) return change
  const { resource } = change
  const prepared = stampOf(resource.updated)
  if (!resource.tail.startsWith(prepared))
    throw new Error(
      `The text of ${resource.type}/${resource.id} does not go on with its lastUpdated after its version.`,
    )
  const tail = stampOf(instant) + resource.tail.slice(prepared.length)
  return { ...change, resource: { ...resource, updated: instant, tail } }
}

function stampOf(instant: number): string {
  return `","lastUpdated":"${new Date(instant).toISOString()}"`
}
