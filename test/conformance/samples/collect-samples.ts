import { collectBundles } from './bundle-samples.ts'
import { openCollection, type Sample } from './collection.ts'
import { collectExamples } from './example-samples.ts'
import { collectOutcomes } from './outcome-samples.ts'
import { collectPractice } from './practice-samples.ts'
import { collectProgramme } from './programme-samples.ts'
import { collectRecords } from './record-samples.ts'
import { collectSearches } from './search-samples.ts'

/** Settings of a server that samples are collected from: limits that a sample can reach. */
export const SAMPLED_SETTINGS = { MAX_BODY_MB: '1', MAX_BUNDLE_ENTRIES: '20' }

/**
 * Samples of everything that a running demo server answers. It changes the practice: the server should be there for this
 * alone. The practice's own resources come last, so that what was written on the way is among them.
 * @throws Error when an answer is not what it is collected for
 */
export async function collectSamples(url: string, dataDir: string): Promise<readonly Sample[]> {
  const collection = await openCollection(url, dataDir)
  await collectProgramme(collection)
  await collectOutcomes(collection)
  await collectSearches(collection)
  await collectBundles(collection)
  await collectRecords(collection)
  await collectPractice(collection)
  collectExamples(collection)
  return collection.samples
}
