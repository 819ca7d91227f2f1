import type { ChargeItemDefinition, Resource } from '@medplum/fhirtypes'
import type { Generator } from './generated-file.ts'

const PATH = 'server/definitions/generated/charge-definitions.json'

/** The guide's ChargeItemDefinitions as they are, for the audit file: the rule text that a charge rests on. */
export const chargeDefinitions: Generator = (guide: readonly Resource[]) => {
  const lines = guide
    .filter((resource): resource is ChargeItemDefinition => resource.resourceType === 'ChargeItemDefinition')
    .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
    .map((definition) => JSON.stringify(definition))
  return [{ path: PATH, text: `[\n${lines.join(',\n')}\n]\n` }]
}
