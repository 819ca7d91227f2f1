import type { CodeSystem, ValueSet } from '@medplum/fhirtypes'
import { readDefinitions } from '../../../profiles/build/r4-definitions.ts'

/** A value set of R4 that is all of one system, and that system's codes. */
export interface KnownCodes {
  readonly system: string
  readonly valueSet: string
  readonly codes: readonly string[]
}

const GENDER = 'http://hl7.org/fhir/administrative-gender'

const known = readKnown()

/**
 * A value set whose codes may stand where these systems may; where any may, one of few codes. Undefined where R4 has no
 * value set that is all of one of the systems.
 */
export function memberOf(systems: readonly string[] | undefined): KnownCodes | undefined {
  const [found] = (systems ?? [GENDER]).flatMap((system) => known.get(system) ?? [])
  return found
}

function readKnown(): ReadonlyMap<string, KnownCodes> {
  const resources = readDefinitions('valuesets')
  const codesOf = new Map(
    resources
      .filter((one): one is CodeSystem => one.resourceType === 'CodeSystem')
      .map(({ url, concept }) => [url, (concept ?? []).map(({ code }) => code)]),
  )
  const found = resources
    .filter((one): one is ValueSet => one.resourceType === 'ValueSet')
    .flatMap((valueSet): readonly (readonly [string, KnownCodes])[] => {
      const system = onlySystem(valueSet)
      const codes = codesOf.get(system) ?? []
      return codes.length === 0 ? [] : [[system, { system, valueSet: valueSet.url ?? '', codes }]]
    })
  return new Map(found.toReversed())
}

/** The system of which a value set has every code and nothing else; '' where there is none. */
function onlySystem({ compose }: ValueSet): string {
  if (!compose || compose.exclude) return ''
  const [only, ...more] = compose.include
  if (!only || more.length > 0) return ''
  const { system = '', concept, filter, valueSet } = only
  return [concept, filter, valueSet].some((one) => one !== undefined) ? '' : system
}
