import type { ElementPath } from '../../server/definitions/search-parameter.ts'
import type { JsonObject } from './random-resource.ts'

/** What a path of the table of search parameters selects, plainly: without the index. */
export function select(resource: JsonObject, path: ElementPath): unknown[] {
  let found: unknown[] = [resource]
  for (const [at, step] of path.steps.entries()) {
    found = found.flatMap((value) => (value as JsonObject)[step] ?? [])
    const where = path.where
    if (where?.at === at) found = found.filter((value) => (value as JsonObject)[where.element] === where.value)
  }
  const target = path.target
  if (!target) return found
  return found.filter((value) => String((value as { reference?: string }).reference).startsWith(`${target}/`))
}
