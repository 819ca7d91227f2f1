import type { ElementPath } from '#definitions/search-parameter.ts'
import { isObject, list } from './json.ts'

/** What a path leads to from a resource or element. */
export function elementsAt(element: unknown, { steps, where }: ElementPath): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (reached, step, at) => {
      const next = reached.flatMap((one) => (isObject(one) ? list(one[step]) : []))
      if (where?.at !== at) return next
      return next.filter((one) => isObject(one) && one[where.element] === where.value)
    },
    [element],
  )
}
