import type { Resource } from '@medplum/fhirtypes'
import { fhirClient } from './app-browser.ts'

/** What a search finds on the server of this file, whoever wrote it. @param query `Goal?patient=ruiz` */
export async function found<T extends Resource>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(`/${query}&_count=200`)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}
