import { readFileSync } from 'node:fs'
import type { ChargeItemDefinition } from '@medplum/fhirtypes'

let definitions: ReadonlyMap<string, ChargeItemDefinition> | undefined

/**
 * The guide's ChargeItemDefinition by its canonical with version (`[ig]/ChargeItemDefinition/99490|2026`), as a charge
 * names it; read when first asked for.
 */
export function chargeDefinition(canonical: string): ChargeItemDefinition | undefined {
  definitions ??= new Map(
    readDefinitions().map((definition) => [`${definition.url}|${definition.version ?? ''}`, definition]),
  )
  return definitions.get(canonical)
}

function readDefinitions(): readonly ChargeItemDefinition[] {
  const file = new URL('./generated/charge-definitions.json', import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as readonly ChargeItemDefinition[]
}
