import type { ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes'
import { branchOf, isOnBranch } from './code-form.ts'
import type { CodeTable } from './code-table.ts'
import { passesFilters } from './concept-filter.ts'
import {
  enumerated,
  memberOf,
  memberOnBranch,
  membersOf,
  requireFinite,
  requireValueSet,
  requireWhole,
  unknownSystem,
  versioned,
  type Member,
} from './members.ts'
import type { TerminologySource } from './terminology-library.ts'

/** A code of a system. */
export interface Code {
  readonly system: string
  readonly code: string
}

/**
 * A code as a member of a value set; undefined when it is none. Nothing is expanded: of value sets with parts that cannot be
 * told, codes of other parts are told all the same.
 * @throws FhirError 422 when it cannot be told
 */
export function memberNamed(valueSet: ValueSet, code: Code, source: TerminologySource): Member | undefined {
  return new Question(code, source).ask(valueSet, [])
}

/** Asks one value set for one code; others within it once each. */
class Question {
  readonly #code: Code
  readonly #source: TerminologySource
  readonly #known = new Map<string, Member | undefined>()

  constructor(code: Code, source: TerminologySource) {
    this.#code = code
    this.#source = source
  }

  ask(valueSet: ValueSet, within: readonly ValueSet[]): Member | undefined {
    requireFinite(valueSet, within)
    const { compose } = valueSet
    if (!compose) return membersOf(valueSet, this.#source).find((member) => isSame(member, this.#code))
    const path = [...within, valueSet]
    const part = (include: ValueSetComposeInclude) => this.#part(include, path)
    const member = firstMember(compose.include, part)
    if (!member || (compose.inactive === false && member.inactive)) return undefined
    return firstMember(compose.exclude ?? [], part) ? undefined : member
  }

  #part(include: ValueSetComposeInclude, path: readonly ValueSet[]): Member | undefined {
    if (include.system !== undefined && include.system !== this.#code.system) return undefined
    const own = include.system === undefined ? undefined : memberBySystem(include, this.#code, this.#source)
    if (include.system !== undefined && !own) return undefined
    const others = (include.valueSet ?? []).map((canonical) => this.#named(canonical, path))
    return others.every((other) => other !== undefined) ? (own ?? others[0]) : undefined
  }

  #named(canonical: string, path: readonly ValueSet[]): Member | undefined {
    if (this.#known.has(canonical)) return this.#known.get(canonical)
    const member = this.ask(requireValueSet(this.#source, canonical), path)
    this.#known.set(canonical, member)
    return member
  }
}

function isSame(one: Code, other: Code): boolean {
  return one.system === other.system && one.code === other.code
}

/** The first that can tell that it has the code; who cannot tell is heard when nobody can. */
function firstMember(
  includes: readonly ValueSetComposeInclude[],
  ask: (include: ValueSetComposeInclude) => Member | undefined,
): Member | undefined {
  let unsure: Error | undefined
  for (const include of includes) {
    try {
      const member = ask(include)
      if (member) return member
    } catch (error) {
      unsure ??= error instanceof Error ? error : new Error('A value set could not be read.', { cause: error })
    }
  }
  if (unsure) throw unsure
  return undefined
}

function memberBySystem(include: ValueSetComposeInclude, asked: Code, source: TerminologySource): Member | undefined {
  const { concept, filter = [], version } = include
  const { system, code } = asked
  const table = source.codeSystem(versioned(system, version))
  if (concept) {
    const named = concept.find((one) => one.code === code || sameConcept(table, one.code, code))
    return named && enumerated(named, system, version, table)
  }
  if (!table) return memberByForm(include, asked)
  const found = table.find(code)
  if (!found) {
    requireWhole(table)
    return undefined
  }
  return passesFilters(table, found, filter) ? memberOf(found, table) : undefined
}

/** Of a code system that is not here: whether the code has the form of what the part means. */
function memberByForm(include: ValueSetComposeInclude, asked: Code): Member | undefined {
  const branch = branchOf(include)
  if (!branch) throw unknownSystem(versioned(asked.system, include.version))
  return isOnBranch(branch, asked) ? memberOnBranch(asked, include.version) : undefined
}

/** Some systems do not tell capital letters from small ones. */
function sameConcept(table: CodeTable | undefined, one: string, other: string): boolean {
  const concept = table?.find(one)
  return concept !== undefined && concept === table?.find(other)
}
