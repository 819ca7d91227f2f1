import type { CodeSystem, ValueSet } from '@medplum/fhirtypes'
import { readGuide } from '#definitions/guide.ts'
import { r4Terminology } from '#definitions/r4-terminology.ts'
import { CodeTable } from './code-table.ts'

/** Where value sets and code systems come from, by canonical (`url` or `url|version`). */
export interface TerminologySource {
  valueSet(canonical: string): ValueSet | undefined
  codeSystem(canonical: string): CodeTable | undefined
}

/** The guide's terminology and R4's own: the same for everybody. */
export interface TerminologyLibrary extends TerminologySource {
  /** A value set of the guide by its id on this server. */
  valueSetOfId(id: string): ValueSet | undefined
}

/** The library, read when first asked for. */
export function terminologyLibrary(): TerminologyLibrary {
  return (library ??= new Library())
}

let library: Library | undefined

/** So many tables of R4's code systems stay; the guide's always do. */
const KEPT = 200

class Library implements TerminologyLibrary {
  readonly #valueSets = new Map<string, ValueSet>()
  readonly #codeSystems = new Map<string, CodeSystem>()
  readonly #tables = new Map<string, CodeTable>()

  constructor() {
    for (const resource of readGuide(['CodeSystem', 'ValueSet'])) {
      if (resource.url === undefined) continue
      if (resource.resourceType === 'ValueSet') this.#valueSets.set(resource.url, resource)
      if (resource.resourceType === 'CodeSystem') this.#codeSystems.set(resource.url, resource)
    }
  }

  valueSetOfId(id: string): ValueSet | undefined {
    return [...this.#valueSets.values()].find((valueSet) => valueSet.id === id)
  }

  valueSet(canonical: string): ValueSet | undefined {
    const { url, version } = canonicalParts(canonical)
    const own = this.#valueSets.get(url)
    return chosen(own ? [own] : r4Terminology('ValueSet', url), version)
  }

  codeSystem(canonical: string): CodeTable | undefined {
    const known = this.#tables.get(canonical)
    if (known) return known
    const { url, version } = canonicalParts(canonical)
    const own = this.#codeSystems.get(url)
    const system = chosen(own ? [own] : r4Terminology('CodeSystem', url), version)
    if (!system) return undefined
    const table = new CodeTable(system)
    if (this.#tables.size >= KEPT) this.#tables.clear()
    this.#tables.set(canonical, table)
    return table
  }
}

export function canonicalParts(canonical: string): { readonly url: string; readonly version: string | undefined } {
  const [url = '', version] = canonical.split('|')
  return { url, version }
}

/** The version asked for, else the latest: numbers in versions count as numbers. */
export function chosen<R extends { readonly version?: string }>(
  found: readonly R[],
  version: string | undefined,
): R | undefined {
  if (version !== undefined) return found.find((one) => one.version === version)
  return found.toSorted((a, b) => (b.version ?? '').localeCompare(a.version ?? '', 'en', { numeric: true }))[0]
}
