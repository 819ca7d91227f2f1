import type { CodeSystem, CodeSystemConcept, Resource, StructureDefinition } from '@medplum/fhirtypes'
import type { StructureLibrary } from '../../server/definitions/structure.ts'
import type { GeneratedFile, Generator } from './generated-file.ts'
import { readDefinitions } from './r4-definitions.ts'
import { structureLibrary } from './structures/structure-library.ts'
import { TOPIC_STATUS } from './structures/topic-status.ts'

/** What the validator reads: R4's types, HL7's extensions of R4, and the guide's profiles, cut to their rules. */
export const validationDefinitions: Generator = (guide) => {
  const r4 = [...readDefinitions('profiles-types'), ...readDefinitions('profiles-resources')]
  const extensions = [...readDefinitions('extension-definitions'), TOPIC_STATUS]
  const structures = [...r4, ...extensions, ...guide].filter(isStructure)
  const terminology = [...readDefinitions('valuesets'), ...readDefinitions('v3-codesystems'), ...guide]
  return [libraryFile({ ...structureLibrary(structures, terminology), codeSystems: codeSystems(guide) })]
}

function codeSystems(guide: readonly Resource[]): StructureLibrary['codeSystems'] {
  const complete = guide.filter((resource) => resource.resourceType === 'CodeSystem').filter(isComplete)
  return Object.fromEntries(complete.map((system) => [system.url ?? '', allCodes(system.concept ?? [])]))
}

function isComplete({ content }: CodeSystem): boolean {
  return content === 'complete'
}

function allCodes(concepts: readonly CodeSystemConcept[]): string[] {
  return concepts.flatMap(({ code, concept }) => [code, ...allCodes(concept ?? [])])
}

/** R4's own: later definitions that some packages mix in are left out. */
function isStructure(resource: Resource): resource is StructureDefinition {
  return resource.resourceType === 'StructureDefinition' && resource.fhirVersion === '4.0.1'
}

/** One definition a line, so that a change shows as what it is. */
function libraryFile({ types, profiles, valueSets, codeSystems }: StructureLibrary): GeneratedFile {
  const list = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(',\n')
  const record = (values: object): string =>
    Object.entries(values)
      .map(([url, codes]) => `${JSON.stringify(url)}:${JSON.stringify(codes)}`)
      .join(',\n')
  const parts = [
    `"types":[\n${list(types)}\n]`,
    `"profiles":[\n${list(profiles)}\n]`,
    `"valueSets":{\n${record(valueSets)}\n}`,
    `"codeSystems":{\n${record(codeSystems)}\n}`,
  ]
  return { path: 'server/definitions/generated/structure-definitions.json', text: `{${parts.join(',\n')}}\n` }
}
