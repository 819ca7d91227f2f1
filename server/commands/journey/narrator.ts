import type { Resource } from '@medplum/fhirtypes'

/** Tells the story on standard output: numbered steps, the requests made, and the FHIR resources that came of them. */
export interface Narrator {
  step(title: string): void
  line(text: string): void
  resource(resource: Resource): void
}

/** Prints resources without narrative and meta, which the server keeps and the reader has seen. */
export function createNarrator(write: (text: string) => void): Narrator {
  let number = 0
  return {
    step(title) {
      number++
      write(`\n${number}. ${title}\n`)
    },
    line(text) {
      write(`   ${text}\n`)
    },
    resource(resource) {
      const { meta, ...rest } = resource
      const version = meta?.versionId ? ` version ${meta.versionId}` : ''
      const shown = JSON.stringify(
        rest,
        (key, value: unknown) => (key === 'text' && isNarrative(value) ? undefined : value),
        2,
      )
      write(`   ── ${resource.resourceType}/${resource.id ?? ''}${version}\n${indented(shown)}\n`)
    },
  }
}

function isNarrative(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'div' in value
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')
}
