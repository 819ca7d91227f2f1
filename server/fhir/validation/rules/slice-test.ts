import type { Slicing } from '../../../definitions/structure.ts'
import { inValueSet } from '../checks/bindings.ts'
import { contains, equal, isObject, items } from '../json.ts'
import type { ProfileNode } from './profile-tree.ts'
import type { RuleBook, SliceTest } from './rule.ts'

type Discriminator = Slicing['discriminators'][number]
type Expectation = (value: unknown) => boolean

/**
 * How an item shows that it belongs to a slice, by all discriminators. Undefined where that cannot be told from the item
 * alone (discriminators by profile or through `resolve()`).
 */
export function sliceTest(
  slice: ProfileNode,
  discriminators: readonly Discriminator[],
  book: RuleBook,
): SliceTest | undefined {
  const tests = discriminators.map((discriminator) => discriminatorTest(slice, discriminator, book))
  const known = tests.filter((test) => test !== undefined)
  if (known.length < tests.length || known.length === 0) return undefined
  return (item, type) => known.every((test) => test(item, type))
}

function discriminatorTest(slice: ProfileNode, { type, path }: Discriminator, book: RuleBook): SliceTest | undefined {
  const steps = path === '$this' ? [] : path.split('.')
  if (steps.some((step) => step.includes('('))) return undefined
  if (type === 'type') return typeTest(slice, steps)
  if (type === 'exists') return existsTest(slice, steps)
  if (type !== 'value' && type !== 'pattern') return undefined
  const expected = expectationAt(slice, steps, book)
  return expected && ((item) => valuesAt(item, steps).some(expected))
}

function typeTest(slice: ProfileNode, steps: readonly string[]): SliceTest | undefined {
  const node = steps.reduce<ProfileNode | undefined>((at, step) => at?.children.get(step), slice)
  const types = new Set((node?.element?.types ?? []).map(({ code }) => code))
  if (types.size === 0) return undefined
  if (steps.length > 0) return (item) => valuesAt(item, steps).some((value) => types.has(resourceType(value)))
  return (item, type) => types.has(type === 'Resource' ? resourceType(item) : type)
}

function resourceType(value: unknown): string {
  return isObject(value) && typeof value['resourceType'] === 'string' ? value['resourceType'] : ''
}

function existsTest(slice: ProfileNode, steps: readonly string[]): SliceTest {
  const node = steps.reduce<ProfileNode | undefined>((at, step) => at?.children.get(step), slice)
  const absent = node?.element?.max === 0
  return (item) => valuesAt(item, steps).length > 0 !== absent
}

/** Values at a discriminator's path; a choice is found under the name of each of its types. */
function valuesAt(item: unknown, steps: readonly string[]): unknown[] {
  let values = [...items(item)]
  for (const step of steps) values = values.filter(isObject).flatMap((value) => children(value, step))
  return values
}

function children(value: Readonly<Record<string, unknown>>, step: string): readonly unknown[] {
  if (value[step] !== undefined) return items(value[step])
  return Object.keys(value)
    .filter((name) => name.startsWith(step) && /^[A-Z]/.test(name.slice(step.length)))
    .flatMap((name) => items(value[name]))
}

/** What the slice says of the values at the path: directly, in a slice along the way, or by an extension's URL. */
function expectationAt(node: ProfileNode, steps: readonly string[], book: RuleBook): Expectation | undefined {
  const [step, ...rest] = steps
  if (step === undefined) return expectation(node, book)
  const child = node.children.get(step)
  if (!child) return step === 'url' ? urlExpectation(node) : undefined
  return [child, ...child.slices.values()]
    .map((candidate) => expectationAt(candidate, rest, book))
    .find((found) => found !== undefined)
}

function urlExpectation(node: ProfileNode): Expectation | undefined {
  const urls = new Set(node.element?.types?.flatMap(({ profiles }) => profiles ?? []))
  return urls.size > 0 ? (value) => urls.has(value as string) : undefined
}

/** What a node fixes of a value: itself, by its binding, or in its children. */
function expectation(node: ProfileNode, book: RuleBook): Expectation | undefined {
  const { fixed, pattern, binding } = node.element ?? {}
  const tests: Expectation[] = []
  if (fixed !== undefined) tests.push((value) => equal(value, fixed))
  if (pattern !== undefined) tests.push((value) => contains(value, pattern))
  if (binding !== undefined) tests.push((value) => bound(book, binding, value))
  for (const child of node.children.values())
    for (const part of [child, ...child.slices.values()]) {
      const inner = expectation(part, book)
      if (inner) tests.push((value) => isObject(value) && items(value[child.name]).some(inner))
    }
  return tests.length > 0 ? (value) => tests.every((test) => test(value)) : undefined
}

function bound(book: RuleBook, valueSet: string, value: unknown): boolean {
  const known = book.codes(valueSet)
  return known !== undefined && inValueSet(known, value)
}
