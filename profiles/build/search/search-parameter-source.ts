import type { SearchParameter } from '@medplum/fhirtypes'

/** What the table needs of a SearchParameter resource. */
export type SearchParameterSource = Pick<
  SearchParameter,
  'url' | 'code' | 'base' | 'type' | 'expression' | 'target' | 'component' | 'description'
>
