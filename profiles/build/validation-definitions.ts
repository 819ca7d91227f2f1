import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import type { StructureLibrary } from '../../server/definitions/structure.ts'
import type { GeneratedFile, Generator } from './generated-file.ts'
import { readDefinitions } from './r4-definitions.ts'
import { structureLibrary } from './structures/structure-library.ts'

/** What the validator reads: R4's types, HL7's extensions of R4, and the guide's profiles, cut to their rules. */
export const validationDefinitions: Generator = (guide) => {
  const r4 = [...readDefinitions('profiles-types'), ...readDefinitions('profiles-resources')]
  const structures = [...r4, ...readDefinitions('extension-definitions'), ...guide].filter(isStructure)
  const terminology = [...readDefinitions('valuesets'), ...readDefinitions('v3-codesystems'), ...guide]
  return [libraryFile(structureLibrary(structures, terminology))]
}

/** R4's own: later definitions that some packages mix in are left out. */
function isStructure(resource: Resource): resource is StructureDefinition {
  return resource.resourceType === 'StructureDefinition' && resource.fhirVersion === '4.0.1'
}

/** One definition a line, so that a change shows as what it is. */
function libraryFile({ types, profiles, valueSets }: StructureLibrary): GeneratedFile {
  const list = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(',\n')
  const sets = Object.entries(valueSets).map(([url, codes]) => `${JSON.stringify(url)}:${JSON.stringify(codes)}`)
  const parts = [
    `"types":[\n${list(types)}\n]`,
    `"profiles":[\n${list(profiles)}\n]`,
    `"valueSets":{\n${sets.join(',\n')}\n}`,
  ]
  return { path: 'server/definitions/generated/structure-definitions.json', text: `{${parts.join(',\n')}}\n` }
}
