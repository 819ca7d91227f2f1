import type { SearchParameter } from './search-parameter.ts'
import { searchParameter } from './search-parameters.ts'

/** The search parameter by which resources of a type are found under the URL that they call themselves by, if they have one. */
export function canonicalParameter(type: string): SearchParameter | undefined {
  const parameter = searchParameter(type, 'url')
  return parameter?.paths.some(({ steps, datatype }) => steps.join('.') === 'url' && datatype === 'uri')
    ? parameter
    : undefined
}

/** Whether a reference parameter leads by canonical URLs, alone or besides references. */
export function leadsByCanonical({ paths }: SearchParameter): boolean {
  return paths.some(({ datatype }) => datatype === 'canonical' || datatype === 'uri')
}
