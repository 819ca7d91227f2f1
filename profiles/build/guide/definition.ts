import type { Basic, Resource } from '@medplum/fhirtypes'

/** How a definition calls and describes itself. */
export interface DefinitionWords {
  readonly title?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
}

/** Whether a resource of the guide defines something; the others are examples. Topics are Basic in R4. */
export function isDefinition(resource: Resource): boolean {
  return 'url' in resource || resource.resourceType === 'Basic'
}

/** What a definition is called; of a topic, as the extensions of R5's elements say. */
export function definitionWords(resource: Resource): DefinitionWords {
  return resource.resourceType === 'Basic' ? topicWords(resource) : (resource as DefinitionWords)
}

function topicWords({ extension = [] }: Basic): DefinitionWords {
  const part = (element: string) => extension.find(({ url }) => url.endsWith(`-SubscriptionTopic.${element}`))
  return { title: part('title')?.valueString, description: part('description')?.valueMarkdown }
}
