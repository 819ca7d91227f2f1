import type {
  CodeSystemConceptDesignation,
  ValueSet,
  ValueSetComposeInclude,
  ValueSetComposeIncludeConcept,
  ValueSetExpansionContains,
} from '@medplum/fhirtypes'
import { fault, type FhirError } from '../fault.ts'
import { branchOf, isOnBranch, type Branch } from './code-form.ts'
import type { CodeTable, Concept } from './code-table.ts'
import { passesFilters } from './concept-filter.ts'
import type { TerminologySource } from './terminology-library.ts'

/** A code in a value set. */
export interface Member {
  readonly system: string
  readonly version?: string | undefined
  readonly code: string
  readonly display?: string | undefined
  readonly designations: readonly CodeSystemConceptDesignation[]
  readonly inactive: boolean
  readonly abstract: boolean
  /** It stands for all codes below it, too, which cannot be listed: their code system is not here. */
  readonly branch?: true
}

/** More codes than this are not gathered in one go. */
const MOST_MEMBERS = 20_000

/** Value sets within value sets go no deeper than this. */
const DEEPEST = 20

/** Parts (includes and excludes) of a value set and those within it, and concepts that filters are put to. */
const MOST_WORK = 500_000

type Members = ReadonlyMap<string, Member>

/**
 * All codes of a value set, in the order in which it names them; of a code system that is not here but has its hierarchy in
 * its codes, those from which it goes down (`Member.branch`).
 * @throws FhirError 422 when that cannot be told: `not-found` for a code system or value set that is not here,
 * `not-supported` for a filter, `too-costly` for more codes than can be gathered
 */
export function membersOf(valueSet: ValueSet, source: TerminologySource): readonly Member[] {
  return [...new Gathering(source).gather(valueSet, []).values()]
}

/** Gathers the codes of one value set; those of others within it once each. */
class Gathering {
  readonly #source: TerminologySource
  readonly #known = new Map<string, Members>()
  #work = 0

  constructor(source: TerminologySource) {
    this.#source = source
  }

  gather(valueSet: ValueSet, within: readonly ValueSet[]): Members {
    requireFinite(valueSet, within)
    const { compose } = valueSet
    if (!compose) return expandedAlready(valueSet)
    const path = [...within, valueSet]
    const members = new Map<string, Member>()
    for (const include of compose.include) {
      for (const [key, member] of this.#part(include, path))
        if (!members.has(key) || member.branch) members.set(key, member)
      requireModest(members.size)
    }
    const excluded = (compose.exclude ?? []).map((exclude) => new Excluded(this.#part(exclude, path)))
    const stays = (key: string, member: Member) =>
      !(compose.inactive === false && member.inactive) && !excluded.some((set) => set.has(key, member))
    return new Map([...members].filter(([key, member]) => stays(key, member)))
  }

  /** Of a system and value sets named together, what is in all of them. https://hl7.org/fhir/R4/valueset.html#compositions */
  #part(part: ValueSetComposeInclude, path: readonly ValueSet[]): Members {
    this.#labour(1)
    const sets = (part.valueSet ?? []).map((canonical) => this.#named(canonical, path))
    const [first, ...more] = part.system === undefined ? sets : [this.#ofSystem(part, part.system), ...sets]
    if (!first) throw fault(422, 'invalid', 'A part of the value set names neither a code system nor a value set.')
    if (more.length === 0) return first
    if ([first, ...more].some(hasBranches)) throw cannotCompare()
    return new Map([...first].filter(([key]) => more.every((set) => set.has(key))))
  }

  #ofSystem(include: ValueSetComposeInclude, system: string): Members {
    const { concept, filter = [], version } = include
    const table = this.#source.codeSystem(versioned(system, version))
    if (concept) return keyed(concept.map((one) => enumerated(one, system, version, table)))
    if (!table) return ofBranch(include)
    requireWhole(table)
    requireModest(table.concepts.length)
    this.#labour(table.concepts.length)
    const passing = table.concepts.filter((one) => passesFilters(table, one, filter))
    return keyed(passing.map((one) => memberOf(one, table)))
  }

  #labour(steps: number): void {
    this.#work += steps
    if (this.#work > MOST_WORK) throw fault(422, 'too-costly', 'The value set is made of too many parts.')
  }

  #named(canonical: string, path: readonly ValueSet[]): Members {
    const known = this.#known.get(canonical) ?? this.gather(requireValueSet(this.#source, canonical), path)
    this.#known.set(canonical, known)
    return known
  }
}

/** What can be told of a code system that is not here. @throws FhirError 422 when that is nothing */
function ofBranch(include: ValueSetComposeInclude): Members {
  const branch = branchOf(include)
  if (!branch) throw unknownSystem(versioned(include.system ?? '', include.version))
  return keyed([memberOnBranch(branch, include.version)])
}

export function memberOnBranch({ system, code }: Branch, version: string | undefined): Member {
  return { system, version, code, designations: [], inactive: false, abstract: false, branch: true }
}

function hasBranches(members: Members): boolean {
  return [...members.values()].some(({ branch }) => branch)
}

/** What is taken away from a value set. */
class Excluded {
  readonly #members: Members
  readonly #branches: readonly Member[]
  readonly #systems: ReadonlySet<string>

  constructor(members: Members) {
    const all = [...members.values()]
    this.#members = members
    this.#branches = all.filter(({ branch }) => branch)
    this.#systems = new Set(all.map(({ system }) => system))
  }

  /** @throws FhirError 422 when it may have some of a branch and leave the rest */
  has(key: string, member: Member): boolean {
    if (this.#branches.some((branch) => isOnBranch(branch, member))) return true
    if (member.branch && this.#systems.has(member.system)) throw cannotCompare()
    return this.#members.has(key)
  }
}

function cannotCompare(): FhirError {
  const text =
    'A part of the value set takes some codes of a code system that this server does not hold, and leaves others.'
  return fault(422, 'not-supported', text)
}

/** A code that a value set names itself, with its own words for it where it has them. */
export function enumerated(
  { code, display, designation }: ValueSetComposeIncludeConcept,
  system: string,
  version: string | undefined,
  table: CodeTable | undefined,
): Member {
  const concept = table?.find(code)
  return {
    ...(table && concept ? memberOf(concept, table) : { system, version, inactive: false, abstract: false }),
    code,
    display: display ?? concept?.display,
    designations: designation ?? concept?.designations ?? [],
  }
}

export function memberOf({ code, display, designations, inactive, abstract }: Concept, { system }: CodeTable): Member {
  return { system: system.url ?? '', version: system.version, code, display, designations, inactive, abstract }
}

function keyed(members: readonly Member[]): Members {
  return new Map(members.map((member) => [`${member.system}|${member.code}`, member]))
}

/** A value set that brings its expansion and not what it is made of. */
function expandedAlready({ expansion }: ValueSet): Members {
  if (!expansion) throw fault(422, 'not-supported', 'The value set does not say which codes it holds.')
  const flat = (contains: readonly ValueSetExpansionContains[]): readonly ValueSetExpansionContains[] =>
    contains.flatMap((one) => [one, ...flat(one.contains ?? [])])
  return keyed(
    flat(expansion.contains ?? []).flatMap((one) =>
      one.code === undefined
        ? []
        : {
            system: one.system ?? '',
            version: one.version,
            code: one.code,
            display: one.display,
            designations: one.designation ?? [],
            inactive: one.inactive === true,
            abstract: one.abstract === true,
          },
    ),
  )
}

/** @throws FhirError 422 for a value set that holds itself */
export function requireFinite(valueSet: ValueSet, within: readonly ValueSet[]): void {
  const again = within.some((one) => one === valueSet || (one.url !== undefined && one.url === valueSet.url))
  if (again || within.length > DEEPEST)
    throw fault(422, 'processing', `The value set ${valueSet.url ?? ''} holds itself, by way of others.`)
}

/** @throws FhirError 422 */
export function requireValueSet(source: TerminologySource, canonical: string): ValueSet {
  const found = source.valueSet(canonical)
  if (found) return found
  throw fault(422, 'not-found', `This server does not know the value set ${canonical}, of which another is made.`)
}

/** @throws FhirError 422 for a code system of which only a part is here: nobody can tell what else it has */
export function requireWhole({ system, complete }: CodeTable): void {
  if (complete) return
  throw fault(
    422,
    'not-supported',
    `This server has only a part of the code system ${system.url ?? ''}, and cannot tell all its codes.`,
  )
}

export function unknownSystem(canonical: string): FhirError {
  return fault(
    422,
    'not-found',
    `This server does not hold the code system ${canonical}, and cannot tell which of its codes a value set means that does not list them.`,
  )
}

export function versioned(url: string, version: string | undefined): string {
  return version === undefined ? url : `${url}|${version}`
}

function requireModest(size: number): void {
  if (size > MOST_MEMBERS)
    throw fault(
      422,
      'too-costly',
      `The value set has more than ${MOST_MEMBERS} codes: more than can be gathered at once.`,
    )
}
