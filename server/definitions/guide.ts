import { readdirSync, readFileSync } from 'node:fs'
import type { Basic, Resource } from '@medplum/fhirtypes'
import { IG } from '#domain/fhir/canonicals.ts'

/** A resource of the guide: it has an id, and nearly always a canonical URL. */
export type GuideResource = Resource & {
  readonly id: string
  readonly url?: string
  readonly version?: string
}

const COMPILED = new URL('../../profiles/fsh-generated/resources/', import.meta.url)

/**
 * The guide's own resources as `npm run build:profiles` compiles them, in the order of their names: what defines something
 * (profiles, terminology, operations, rules of codes, templates). Examples lie beside them and are left out. Read anew at
 * each call, so that nobody holds what is needed once.
 * @param types only resources of these types; absent: all
 */
export function readGuide(types?: readonly string[]): readonly GuideResource[] {
  return readdirSync(COMPILED)
    .filter((name) => name.endsWith('.json') && (types?.includes(name.split('-', 1)[0] ?? '') ?? true))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(new URL(name, COMPILED), 'utf8')) as GuideResource)
    .filter(isOfTheGuide)
}

/** What carries a canonical of ours; and topics, which R4 has no type for, so that a Basic holds their canonical. */
function isOfTheGuide(resource: GuideResource): boolean {
  if (resource.resourceType === 'Basic') return isTopic(resource)
  return resource.url?.startsWith(`${IG}/`) === true
}

/** As HL7's backport of R5 subscriptions writes a SubscriptionTopic in R4. */
function isTopic({ code }: Basic): boolean {
  return code.coding?.some(({ code }) => code === 'SubscriptionTopic') === true
}
