import type { CodeSystem, CodeSystemConcept, OperationDefinition, Resource } from '@medplum/fhirtypes'
import { definitionWords, isDefinition } from './guide/definition.ts'

/** Gives a definition of the guide the narrative that R4's dom-6 asks for, made from what it says. */
export function withNarrative(resource: Resource): Resource {
  if (!isDefinition(resource) || 'text' in resource) return resource
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${[...heading(resource), ...body(resource)].join('')}</div>`
  const { resourceType, id, meta, implicitRules, language, ...rest } = resource
  const first = defined({ resourceType, id, meta, implicitRules, language })
  return { ...first, text: { status: 'generated', div }, ...rest } as Resource
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function heading(resource: Resource): string[] {
  const { title, name, description } = definitionWords(resource)
  const words = title ?? name
  return [words ? `<h3>${escaped(words)}</h3>` : '', description ? `<p>${escaped(description)}</p>` : '']
}

function body(resource: Resource): string[] {
  if (resource.resourceType === 'CodeSystem') return codes(resource)
  return resource.resourceType === 'OperationDefinition' ? parameters(resource) : []
}

function codes(system: CodeSystem): string[] {
  const rows = flatten(system.concept ?? []).map((concept) => [
    concept.code,
    concept.display ?? '',
    concept.definition ?? '',
  ])
  return rows.length > 0 ? [table(['Code', 'Display', 'Meaning'], rows)] : []
}

function flatten(concepts: readonly CodeSystemConcept[]): CodeSystemConcept[] {
  return concepts.flatMap((concept) => [concept, ...flatten(concept.concept ?? [])])
}

function parameters(operation: OperationDefinition): string[] {
  const rows = (operation.parameter ?? []).map((parameter) => [
    parameter.use,
    parameter.name,
    `${parameter.min}..${parameter.max}`,
    parameter.documentation ?? '',
  ])
  return rows.length > 0 ? [table(['Use', 'Parameter', 'How many', 'Meaning'], rows)] : []
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`
}

/** Text as XHTML content. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
