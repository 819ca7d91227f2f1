import type { Expansion, Structure, StructureLibrary } from '../../../definitions/structure.ts'
import { compileProfile } from './compile-profile.ts'
import { compileType } from './compile-type.ts'
import type { BoundCodes, ObjectRule, ProfileRule, RuleBook } from './rule.ts'

/** A book of rules over a library; each type and profile is compiled when it is first asked for. */
export function createRuleBook(library: StructureLibrary): RuleBook {
  const types = new Map(library.types.map((structure) => [structure.type, structure]))
  const profiles = new Map(library.profiles.map((structure) => [structure.url, structure]))
  const typeRules = new Map<string, ObjectRule>()
  const profileRules = new Map<string, ProfileRule | undefined>()
  const codes = new Map<string, BoundCodes>()
  const systems = new Map(Object.entries(library.codeSystems).map(([url, members]) => [url, new Set(members)]))
  const book: RuleBook = {
    type(name) {
      const known = typeRules.get(name)
      const structure = known ? undefined : types.get(name)
      if (!structure) return known
      const rule = compileType(structure, book)
      typeRules.set(name, rule)
      return rule
    },
    profile(canonical) {
      const structure = known(profiles, canonical)
      if (!structure) return undefined
      if (!profileRules.has(structure.url)) profileRules.set(structure.url, compileProfile(structure, book))
      return profileRules.get(structure.url)
    },
    codes(valueSet) {
      const expansion = library.valueSets[valueSet]
      if (expansion && !codes.has(valueSet)) codes.set(valueSet, boundCodes(valueSet, expansion))
      return codes.get(valueSet)
    },
    codeSystem: (url) => systems.get(url),
  }
  return book
}

/** A canonical with a version means that version only. */
function known(profiles: ReadonlyMap<string, Structure>, canonical: string): Structure | undefined {
  const [url = '', version] = canonical.split('|')
  const structure = profiles.get(url)
  return version === undefined || structure?.version === version ? structure : undefined
}

function boundCodes(url: string, expansion: Expansion): BoundCodes {
  const systems = Object.entries(expansion)
  return {
    url,
    codes: new Set(systems.flatMap(([, codes]) => codes)),
    pairs: new Set(systems.flatMap(([system, codes]) => codes.map((code) => `${system}|${code}`))),
  }
}
