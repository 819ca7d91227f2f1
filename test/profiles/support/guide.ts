import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElementDefinition, ExtractResource, Resource, StructureDefinition } from '@medplum/fhirtypes'
import { isDefinition } from '../../../profiles/build/guide/definition.ts'

const FOLDER = 'profiles/fsh-generated/resources'

/** Everything that the compiled guide holds. */
export const GUIDE: readonly Resource[] = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Resource,
)

/** Its examples. */
export const EXAMPLES = GUIDE.filter((resource) => !isDefinition(resource))

/** Its profiles, without extensions. */
export const PROFILES = GUIDE.filter(
  (resource): resource is StructureDefinition =>
    resource.resourceType === 'StructureDefinition' && resource.type !== 'Extension',
)

/** The profiles that charts and programmes have instances of; of charge codes the guide itself holds them all. */
export const INSTANCE_PROFILES = PROFILES.filter(({ type }) => type !== 'ChargeItemDefinition')

/** The elements of a profile, by id. */
export function elementsOf(profile: StructureDefinition): ReadonlyMap<string, ElementDefinition> {
  return new Map((profile.snapshot?.element ?? []).map((element) => [element.id ?? '', element]))
}

/** An example of the guide by `Type/id`. @throws Error when there is none */
export function example<K extends Resource['resourceType']>(reference: `${K}/${string}`): ExtractResource<K> {
  const found = EXAMPLES.find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === reference)
  if (!found) throw new Error(`The guide has no example ${reference}.`)
  return structuredClone(found) as ExtractResource<K>
}

/** Those of some resources that claim a profile. */
export function claiming(resources: readonly Resource[], { url }: StructureDefinition): readonly Resource[] {
  return resources.filter(({ meta }) => meta?.profile?.includes(url))
}
