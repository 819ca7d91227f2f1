import { readFileSync } from 'node:fs'
import type { StructureLibrary } from './structure.ts'

let library: StructureLibrary | undefined

/** R4's types, HL7's extensions of R4, and the profiles of our guide; read when first asked for (some 20 ms). */
export function structures(): StructureLibrary {
  library ??= JSON.parse(
    readFileSync(new URL('./generated/structure-definitions.json', import.meta.url), 'utf8'),
  ) as StructureLibrary
  return library
}
