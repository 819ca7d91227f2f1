import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import type { Structure, StructureLibrary } from '../../../server/definitions/structure.ts'
import { ValueSetExpander } from '../terminology/expand-value-sets.ts'
import { leanStructure, type LeanContext } from './lean-structure.ts'
import { baseTypes, profileDifference } from './profile-difference.ts'

/**
 * Cuts definitions to what validation needs of them.
 * @param definitions R4's types and all profiles and extensions, with snapshots
 * @param terminology the ValueSets and CodeSystems that they bind to
 */
export function structureLibrary(
  definitions: readonly StructureDefinition[],
  terminology: readonly Resource[],
): Omit<StructureLibrary, 'codeSystems'> {
  const expander = new ValueSetExpander(terminology)
  const context = leanContext(definitions, expander)
  const lean = definitions.filter(validated).map((definition) => leanStructure(definition, context))
  const types = lean.filter(({ kind }) => kind !== 'profile')
  const bases = baseTypes(types)
  const profiles = lean.filter(({ kind }) => kind === 'profile').map((profile) => profileDifference(profile, bases))
  return { types, profiles, valueSets: boundValueSets([...types, ...profiles], expander) }
}

/** Primitive types are checked by code; `Element` and its like never stand alone. */
function validated(definition: StructureDefinition): boolean {
  return definition.kind !== 'primitive-type' && definition.kind !== 'logical'
}

function leanContext(definitions: readonly StructureDefinition[], expander: ValueSetExpander): LeanContext {
  const typeByUrl = new Map(definitions.map(({ url, type }) => [url, type]))
  const expandable = new Map<string, boolean>()
  return {
    typeOf: (canonical) => typeByUrl.get(canonical.replace(/\|.*$/, '')),
    expandable: (canonical) => {
      const known = expandable.get(canonical) ?? expander.expand(canonical) !== undefined
      expandable.set(canonical, known)
      return known
    },
  }
}

function boundValueSets(structures: readonly Structure[], expander: ValueSetExpander): StructureLibrary['valueSets'] {
  const bound = structures.flatMap(({ elements }) => elements.map(({ binding }) => binding))
  const urls = [...new Set(bound.filter((url) => url !== undefined))].sort()
  return Object.fromEntries(urls.map((url) => [url, expander.expand(url) ?? {}]))
}
