import type { ElementDefinition, ElementDefinitionType, StructureDefinition } from '@medplum/fhirtypes'
import type {
  Constraint,
  ElementType,
  ExtensionContext,
  Structure,
  StructureElement,
} from '../../../server/definitions/structure.ts'

const IMPOSE_PROFILE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile'
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type'

/** Invariants that hold everywhere; the validator has them in code. */
const EVERYWHERE = new Set(['ele-1', 'ext-1', 'txt-1', 'txt-2', 'ref-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5'])

/** What cutting a definition needs to know of others. */
export interface LeanContext {
  /** The type that a profile constrains; undefined for what is not known (US Core without its package). */
  typeOf(canonical: string): string | undefined
  /** Whether a value set could be expanded. */
  expandable(canonical: string): boolean
}

/** Cuts a StructureDefinition with snapshot to what validation needs. Profiles still carry all of their snapshot. */
export function leanStructure(definition: StructureDefinition, context: LeanContext): Structure {
  const profile = definition.derivation === 'constraint'
  const imposes = canonicals(definition)
  return {
    url: definition.url,
    ...(profile && definition.version !== undefined ? { version: definition.version } : {}),
    name: definition.name,
    type: definition.type,
    kind: profile ? 'profile' : definition.kind === 'resource' ? 'resource' : 'complex-type',
    ...(imposes.length > 0 ? { imposes } : {}),
    ...(definition.context ? { contexts: contexts(definition) } : {}),
    ...(modifies(definition) ? { modifier: true } : {}),
    elements: (definition.snapshot?.element ?? []).map((element) => leanElement(element, context)),
  }
}

/** HL7's R4 definitions carry the type's extension on the type itself, not on its code as its own context says. */
function contexts({ url, context = [] }: StructureDefinition): readonly ExtensionContext[] {
  return url === FHIR_TYPE ? [...context, { type: 'element', expression: 'ElementDefinition.type' }] : context
}

function modifies({ type, derivation, snapshot }: StructureDefinition): boolean {
  return type === 'Extension' && derivation === 'constraint' && snapshot?.element[0]?.isModifier === true
}

function canonicals(definition: StructureDefinition): string[] {
  const imposed = (definition.extension ?? []).filter(({ url }) => url === IMPOSE_PROFILE)
  return imposed.flatMap(({ valueCanonical }) => (valueCanonical === undefined ? [] : [valueCanonical]))
}

function leanElement(element: ElementDefinition, context: LeanContext): StructureElement {
  const binding = element.binding?.strength === 'required' ? element.binding.valueSet : undefined
  return compact({
    id: element.id ?? element.path,
    min: element.min === 0 ? undefined : element.min,
    max: element.max === '*' ? undefined : Number(element.max),
    list: flag(isList(element)),
    types: filled((element.type ?? []).map((type) => leanType(type, element, context))),
    content: element.contentReference?.replace(/^.*#/, ''),
    fixed: prefixed(element, 'fixed'),
    pattern: prefixed(element, 'pattern'),
    minimum: prefixed(element, 'minValue'),
    maximum: prefixed(element, 'maxValue'),
    maxLength: element.maxLength,
    slicing: leanSlicing(element),
    modifier: flag(element.isModifier),
    summary: flag(element.isSummary),
    binding: binding !== undefined && context.expandable(binding) ? unversioned(binding) : undefined,
    constraints: filled(leanConstraints(element)),
  })
}

function leanConstraints(element: ElementDefinition): Constraint[] {
  return (element.constraint ?? [])
    .filter(({ severity, key }) => severity === 'error' && !EVERYWHERE.has(key))
    .flatMap(({ key, expression, human }) => (expression === undefined ? [] : [{ key, expression, human }]))
}

/** The root of a definition is no list, though its `max` is `*`. */
function isList(element: ElementDefinition): boolean {
  return element.path.includes('.') && (element.base?.max ?? element.max) !== '1'
}

function leanType(type: ElementDefinitionType, element: ElementDefinition, context: LeanContext): ElementType {
  const code =
    element.path.endsWith('.id') && !element.path.slice(0, -3).includes('.') ? idType(element) : typeCode(type)
  const targets = (type.targetProfile ?? []).map((url) => context.typeOf(url))
  const known = targets.every((target) => target !== undefined && target !== 'Resource')
  return {
    code,
    ...(type.profile ? { profiles: type.profile.map(unversioned) } : {}),
    ...(known && targets.length > 0 ? { targets: [...new Set(targets.filter((target) => target !== undefined))] } : {}),
  }
}

/** R4 types `Resource.id` as a string; its rule is that of `id`. Ids of data types are strings. */
function idType(element: ElementDefinition): string {
  return element.base?.path === 'Resource.id' || element.path === 'Resource.id' ? 'id' : 'string'
}

function typeCode(type: ElementDefinitionType): string {
  if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type.code
  const fhirType = type.extension?.find(({ url }) => url === FHIR_TYPE)
  return fhirType?.valueUrl ?? fhirType?.valueUri ?? 'string'
}

function leanSlicing(element: ElementDefinition): StructureElement['slicing'] {
  const slicing = element.slicing
  if (!slicing?.rules) return undefined
  const discriminators = (slicing.discriminator ?? []).map(({ type, path }) => ({ type, path }))
  return { rules: slicing.rules, discriminators }
}

/** `fixedCode`, `patternCodeableConcept`, `minValueInteger`: the one element whose name begins so. */
function prefixed(element: ElementDefinition, prefix: string): unknown {
  const entry = Object.entries(element).find(
    ([name]) => name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length)),
  )
  return entry?.[1]
}

function unversioned(canonical: string): string {
  return canonical.replace(/\|.*$/, '')
}

/** Without the fields that are undefined. */
function compact(fields: Record<string, unknown>): StructureElement {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as StructureElement
}

function flag(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined
}

function filled<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length > 0 ? values : undefined
}
