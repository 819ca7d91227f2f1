import type { JsonObject } from '../json.ts'
import type { Report } from '../report.ts'

/** The state of one validation: where the walk is, and what it has found. */
export interface Walk {
  readonly rules: RuleBook
  readonly report: Report
  /** The resource that is walked through (a contained one while in it), and the one at the root: itself or its container. */
  resource: JsonObject
  root: JsonObject
  /** The element whose content is walked through, for the contexts of extensions. */
  element: PropertyRule | undefined
  depth: number
  /** Rules that were evaluated by FHIRPath so far. */
  evaluations: number
}

/** Compiled rules, made on first use. */
export interface RuleBook {
  type(name: string): ObjectRule | undefined
  profile(url: string): ProfileRule | undefined
  /** The codes of a value set that could be expanded. */
  codes(valueSet: string): BoundCodes | undefined
  /** All codes of a code system of ours. */
  codeSystem(url: string): ReadonlySet<string> | undefined
}

/** Looks at one value; reports what is wrong with it. */
export type Check = (walk: Walk, value: unknown, path: string) => void

/** An invariant, as a function. It may meet values of any shape. */
export interface Invariant {
  readonly key: string
  readonly human: string
  readonly holds: (value: unknown, walk: Walk) => boolean
}

/** What an object may hold: a resource, a data type or a backbone element. */
export interface ObjectRule {
  /** `Observation.component`, `Period`. */
  readonly path: string
  readonly type: string
  readonly resource: boolean
  /** By name in JSON. */
  readonly properties: ReadonlyMap<string, PropertyRule>
  /** Elements that must be there, by their bits. */
  readonly required: readonly { readonly bit: number; readonly name: string }[]
  readonly requiredBits: number
  readonly invariants: readonly Invariant[]
}

/** One property in JSON; a choice has one for each of its types. */
export interface PropertyRule {
  /** Name in JSON (`valueQuantity`) and in FHIRPath (`value`). */
  readonly name: string
  readonly element: string
  /** Path of its definition (`Observation.value[x]`). */
  readonly path: string
  readonly type: string
  readonly list: boolean
  readonly max: number | undefined
  readonly choice: boolean
  /** Elements that are required or choices have a bit of their own, shared by the properties of a choice; others 0. */
  readonly bit: number
  /** Of a primitive: what is wrong with a value, or undefined. */
  readonly primitive: ((value: unknown) => string | undefined) | undefined
  /** Of a backbone element: its rule. Rules of data types are looked up when first needed. */
  object: ObjectRule | undefined
  /** Beyond the type's own rules. */
  readonly checks: readonly Check[]
}

/** A profile, or an extension: what it adds to its type. */
export interface ProfileRule {
  readonly url: string
  readonly name: string
  readonly type: string
  readonly imposes: readonly string[]
  readonly contexts: readonly { readonly type: string; readonly expression: string }[]
  /** An extension that may only stand in `modifierExtension`. */
  readonly modifier: boolean
  readonly root: Overlay
}

/** What a profile adds to one element. */
export interface Overlay {
  /** Name in FHIRPath. */
  readonly element: string
  /** Where its values lie in JSON: one property, or one for each type of a choice. */
  readonly properties: readonly PropertyRule[]
  /** Properties of a choice's types that the profile takes away. */
  readonly removed: readonly PropertyRule[]
  readonly min: number
  readonly max: number | undefined
  readonly checks: readonly Check[]
  /** Of a choice: its invariants by where the value lies, because FHIRPath has to know of which type it is. */
  readonly typed: ReadonlyMap<PropertyRule, Check>
  readonly children: readonly Overlay[]
  readonly slices: readonly Slice[]
  readonly closed: boolean
}

/** One kind of item in a sliced list. */
export interface Slice {
  readonly name: string
  readonly overlay: Overlay
  readonly matches: SliceTest
}

/** Whether an item is of a kind; `type` is the type of the property in which it lies. */
export type SliceTest = (item: unknown, type: string) => boolean

/** The codes of a value set. */
export interface BoundCodes {
  readonly url: string
  /** By code alone, for elements of type `code`. */
  readonly codes: ReadonlySet<string>
  /** `system|code`. */
  readonly pairs: ReadonlySet<string>
}
