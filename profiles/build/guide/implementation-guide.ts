import type {
  ImplementationGuide,
  ImplementationGuideDefinitionGrouping,
  ImplementationGuideDefinitionPage,
  ImplementationGuideDefinitionResource,
  Resource,
} from '@medplum/fhirtypes'
import { definitionWords, isDefinition } from './definition.ts'
import type { InstanceName } from './instance-names.ts'

const IG = 'https://ccm-on-fhir.org/ig'

/** Parts of the guide, in the order in which it is read: id, name, and which resources stand in it. */
const PARTS: readonly (readonly [id: string, name: string, holds: (resource: Resource) => boolean])[] = [
  ['requirements', 'Requirements of servers and apps', ({ resourceType }) => resourceType === 'CapabilityStatement'],
  ['profiles', 'Profiles', (resource) => isStructure(resource) && resource.type !== 'Extension'],
  ['extensions', 'Extensions', isStructure],
  ['terminology', 'Terminology', ({ resourceType }) => ['CodeSystem', 'ValueSet', 'ConceptMap'].includes(resourceType)],
  ['operations', 'Operations', ({ resourceType }) => resourceType === 'OperationDefinition'],
  ['searches', 'Search parameters', ({ resourceType }) => resourceType === 'SearchParameter'],
  ['topics', 'Topics of subscriptions', (resource) => resource.resourceType === 'Basic'],
  ['codes', 'Rules of charge codes', ({ resourceType }) => resourceType === 'ChargeItemDefinition'],
  ['templates', 'Templates of care plans', (resource) => isDefinition(resource)],
  ['examples', 'Examples', () => true],
]

/** Pages under `profiles/input/pagecontent`, in the order in which they are read. */
const PAGES: readonly (readonly [file: string, title: string])[] = [
  ['enrollment', 'Enrollment and consent'],
  ['care-plan', 'Care plan'],
  ['time-and-billing', 'Time, months and billing'],
  ['conformance', 'Conformance'],
]

/**
 * The guide as a whole: everything in it, by parts, with the profile that each example is of.
 * @param names what the FHIR Shorthand calls instances, by id
 */
export function implementationGuide(
  guide: readonly Resource[],
  names: ReadonlyMap<string, InstanceName>,
): ImplementationGuide {
  const resource = guide.map((one) => entryOf(one, names))
  const used = new Set(resource.map(({ groupingId }) => groupingId))
  return {
    resourceType: 'ImplementationGuide',
    id: 'ccm-on-fhir',
    url: `${IG}/ImplementationGuide/ccm-on-fhir`,
    version: '0.1.0',
    name: 'CcmOnFhir',
    title: 'CCM on FHIR',
    status: 'active',
    experimental: false,
    date: '2026-11-26',
    description:
      'How Medicare care management is kept on FHIR: who is enrolled and why, what the patient consented to, the care plan, every minute, what a month has earned and the claim. Chronic, principal and advanced primary care management.',
    packageId: 'org.ccm-on-fhir.ig',
    license: 'Apache-2.0',
    fhirVersion: ['4.0.1'],
    dependsOn: [
      {
        id: 'uscore',
        uri: 'http://hl7.org/fhir/us/core/ImplementationGuide/hl7.fhir.us.core',
        packageId: 'hl7.fhir.us.core',
        version: '7.0.0',
      },
    ],
    definition: { grouping: groupings(used), resource, page: pages() },
  }
}

function isStructure(resource: Resource): resource is Extract<Resource, { resourceType: 'StructureDefinition' }> {
  return resource.resourceType === 'StructureDefinition'
}

function groupings(used: ReadonlySet<string | undefined>): ImplementationGuideDefinitionGrouping[] {
  return PARTS.filter(([id]) => used.has(id)).map(([id, name]) => ({ id, name }))
}

function entryOf(resource: Resource, names: ReadonlyMap<string, InstanceName>): ImplementationGuideDefinitionResource {
  const { resourceType, id = '' } = resource
  const { name = id, description } = wordsOf(resource, names.get(id))
  return {
    reference: { reference: `${resourceType}/${id}` },
    name,
    ...(description !== undefined && { description }),
    ...(isDefinition(resource) ? definitionEntry(resource) : exampleEntry(resource)),
  }
}

type Entry = Partial<ImplementationGuideDefinitionResource>

function definitionEntry(resource: Resource): Entry {
  const part = PARTS.find(([, , holds]) => holds(resource))?.[0]
  return { exampleBoolean: false, ...(part !== undefined && { groupingId: part }) }
}

/** An example of a profile of ours names it. */
function exampleEntry({ meta }: Resource): Entry {
  const profile = meta?.profile?.find((url) => url.startsWith(`${IG}/`))
  return {
    ...(profile === undefined ? { exampleBoolean: true } : { exampleCanonical: profile }),
    groupingId: 'examples',
  }
}

function wordsOf(resource: Resource, named: InstanceName | undefined): Partial<InstanceName> {
  if (named && !isDefinition(resource)) return named
  const { title, name, description } = definitionWords(resource)
  const called = title ?? name ?? named?.name
  return { ...(called !== undefined && { name: called }), ...(description !== undefined && { description }) }
}

function pages(): ImplementationGuideDefinitionPage {
  const page = (file: string, title: string): ImplementationGuideDefinitionPage => ({
    nameUrl: `${file}.html`,
    title,
    generation: 'markdown',
  })
  return { ...page('index', 'CCM on FHIR'), page: PAGES.map(([file, title]) => page(file, title)) }
}
