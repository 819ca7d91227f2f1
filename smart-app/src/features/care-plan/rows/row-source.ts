import type { Resource } from '@medplum/fhirtypes'
import type { Stored } from '../../../fhir/our-server.ts'
import type { Ended } from './write-merged.ts'

/** What is being edited: a resource as it was read, or one that is made by the first words. */
export type RowSource<R extends Resource, D> =
  | {
      readonly stored: Stored<R>
      /** Somebody ended it since; what was read is what the words are typed over. */
      readonly ended?: Ended | undefined
    }
  | {
      /** What it will be, to find its unsent words again. */
      readonly place: string
      readonly empty: D
      readonly create: (draft: D, key: string) => Promise<Stored<R>>
    }
