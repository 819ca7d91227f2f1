import type { SearchParameter } from '../../../server/definitions/search-parameter.ts'
import type { Json, JsonObject } from '../../definitions/random-resource.ts'
import { select } from '../../definitions/select.ts'

/** What a parameter looks at in a resource, read without the index. */
export function valuesIn(resource: JsonObject, { paths }: SearchParameter): readonly Json[] {
  return paths.flatMap((path) => select(resource, path)) as Json[]
}

/** Whether a resource has a value that a search may find: an element that only says who, or nothing, is none. */
export function hasValue(resource: JsonObject, parameter: SearchParameter): boolean {
  return valuesIn(resource, parameter).some((value) => {
    if (typeof value !== 'object' || Array.isArray(value)) return value !== ''
    if (parameter.kind === 'string') return Object.keys(value).some((name) => !['use', 'type', 'period'].includes(name))
    if (parameter.kind !== 'reference') return Object.keys(value).length > 0
    return value['reference'] !== undefined || value['identifier'] !== undefined
  })
}
