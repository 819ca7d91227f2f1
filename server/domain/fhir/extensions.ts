import type { Extension } from '@medplum/fhirtypes'
import { structureDefinition } from './canonicals.ts'

interface Extended {
  readonly extension?: readonly Extension[]
}

/** All extensions of ours with this name (`ccm-minutes`). */
export function extensionsOf(element: Extended | undefined, name: string): readonly Extension[] {
  const url = structureDefinition(name)
  return element?.extension?.filter((extension) => extension.url === url) ?? []
}

/** The first extension of ours with this name. */
export function extensionOf(element: Extended | undefined, name: string): Extension | undefined {
  const url = structureDefinition(name)
  return element?.extension?.find((extension) => extension.url === url)
}

/** A part of a complex extension, by its short url. */
export function partOf(extension: Extended | undefined, name: string): Extension | undefined {
  return extension?.extension?.find((part) => part.url === name)
}
