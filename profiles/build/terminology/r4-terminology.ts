import type { CodeSystem, CodeSystemConcept, Resource, ValueSet } from '@medplum/fhirtypes'
import type { GeneratedFile, Generator } from '../generated-file.ts'
import { readDefinitions } from '../r4-definitions.ts'

/** What is larger is a terminology of its own (DICOM, LOINC's document types), and not FHIR's. */
const LARGEST = 100_000

/**
 * R4's own code systems and value sets for `$expand`, `$validate-code`, `$lookup` and `:in`: codes, displays, hierarchy and
 * what value sets are made of, without definitions and narratives. One resource a line, its URL first.
 */
export const r4Terminology: Generator = () => {
  const lines = (['valuesets', 'v3-codesystems', 'v2-tables'] as const)
    .flatMap((file) => readDefinitions(file))
    .flatMap((resource) => leanResource(resource) ?? [])
    .map((resource) => JSON.stringify(resource))
    .filter((line) => line.length <= LARGEST)
  const text = `${[...new Set(lines)].toSorted().join('\n')}\n`
  return [{ path: 'server/definitions/generated/r4-terminology.ndjson', text } satisfies GeneratedFile]
}

function leanResource(resource: Resource): object | undefined {
  if (resource.resourceType === 'CodeSystem' && resource.url && resource.concept) return leanSystem(resource)
  if (resource.resourceType === 'ValueSet' && resource.url && resource.compose) return leanValueSet(resource)
  return undefined
}

function leanSystem(system: CodeSystem) {
  const { resourceType, url, version, name, title, status, caseSensitive, hierarchyMeaning, content, concept } = system
  const properties = system.property?.map(({ code, type }) => ({ code, type }))
  return {
    resourceType,
    url,
    version,
    name,
    title,
    status,
    content,
    caseSensitive,
    hierarchyMeaning,
    property: properties,
    concept: concept?.map(leanConcept),
  }
}

function leanConcept({ code, display, property, concept }: CodeSystemConcept): object {
  return { code, display, property, concept: concept?.map(leanConcept) }
}

function leanValueSet({ resourceType, url, version, name, title, status, compose }: ValueSet) {
  const { include, exclude } = compose ?? {}
  return { resourceType, url, version, name, title, status, compose: { include, exclude } }
}
