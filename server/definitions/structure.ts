/**
 * A StructureDefinition cut down to what validation needs, as `npm run build:profiles` writes it. A base type carries its
 * whole snapshot; a profile carries only what it adds to its type, because instances are checked against the type anyway.
 */
export interface Structure {
  readonly url: string
  readonly version?: string
  readonly name: string
  /** The type that it defines or constrains. */
  readonly type: string
  readonly kind: 'complex-type' | 'resource' | 'profile'
  /** Canonicals of the profiles that an instance must meet as well (imposeProfile). */
  readonly imposes?: readonly string[]
  /** Of an extension: where it may stand. */
  readonly contexts?: readonly ExtensionContext[]
  /** An extension that changes the meaning of what it stands on. */
  readonly modifier?: true
  readonly elements: readonly StructureElement[]
}

export interface ExtensionContext {
  readonly type: 'element' | 'extension' | 'fhirpath'
  readonly expression: string
}

export interface StructureElement {
  /** `Task.extension:minutes.value[x]`: the path with the names of slices. */
  readonly id: string
  /** Absent: 0. */
  readonly min?: number
  /** Absent: no limit beyond what `list` says. */
  readonly max?: number
  /** JSON holds an array, whatever a profile's `max` says. */
  readonly list?: true
  readonly types?: readonly ElementType[]
  /** Id of the element whose children this one has. */
  readonly content?: string
  readonly fixed?: unknown
  readonly pattern?: unknown
  readonly minimum?: number | string
  readonly maximum?: number | string
  readonly maxLength?: number
  readonly slicing?: Slicing
  readonly modifier?: true
  readonly summary?: true
  /** Canonical of a required value set that could be expanded. */
  readonly binding?: string
  readonly constraints?: readonly Constraint[]
}

export interface ElementType {
  readonly code: string
  readonly profiles?: readonly string[]
  /** Of a Reference: the resource types it may lead to; absent for any. */
  readonly targets?: readonly string[]
}

export interface Slicing {
  readonly rules: 'open' | 'closed' | 'openAtEnd'
  readonly discriminators: readonly { readonly type: string; readonly path: string }[]
}

/** An invariant whose breach is an error. */
export interface Constraint {
  readonly key: string
  readonly expression: string
  /** What the rule asks, in words. */
  readonly human: string
}

/** Codes of a value set by code system. */
export type Expansion = Readonly<Record<string, readonly string[]>>

/** Everything that validation knows: R4's types, profiles and extensions, and the value sets that they bind to. */
export interface StructureLibrary {
  readonly types: readonly Structure[]
  readonly profiles: readonly Structure[]
  /** By canonical. */
  readonly valueSets: Readonly<Record<string, Expansion>>
  /** The codes of our own code systems, by canonical: nobody else can have a newer version of them. */
  readonly codeSystems: Readonly<Record<string, readonly string[]>>
}
