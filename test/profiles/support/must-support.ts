import type { ElementDefinition, Resource, StructureDefinition } from '@medplum/fhirtypes'
import { contains, isObject, items } from '../../../server/fhir/validation/json.ts'
import { elementsOf } from './guide.ts'

type Elements = ReadonlyMap<string, ElementDefinition>

/** Must-support elements of a profile, by id with their slices, that none of some resources shows. */
export function unshown(profile: StructureDefinition, resources: readonly Resource[]): readonly string[] {
  const elements = elementsOf(profile)
  return [...elements.values()]
    .filter(({ mustSupport }) => mustSupport === true)
    .map(({ id = '' }) => id)
    .filter((id) => !resources.some((resource) => valuesAt(resource, id, elements).length > 0))
}

/** What a resource has at an element, slices told apart. */
function valuesAt(resource: unknown, id: string, elements: Elements): readonly unknown[] {
  const [root = '', ...steps] = id.split('.')
  let at = root
  let values: readonly unknown[] = [resource]
  for (const step of steps) {
    at = `${at}.${step}`
    const [name = ''] = step.split(':')
    const slice = step.includes(':') ? at : undefined
    values = values.flatMap((value) => children(value, name))
    if (slice !== undefined) values = values.filter((value) => isOf(value, slice, elements))
  }
  return values
}

function children(value: unknown, name: string): readonly unknown[] {
  if (!isObject(value)) return []
  if (!name.endsWith('[x]')) return items(value[name])
  const start = name.slice(0, -'[x]'.length)
  const typed = Object.keys(value).filter((key) => key.startsWith(start) && /^[A-Z]/.test(key.slice(start.length)))
  return typed.flatMap((key) => items(value[key]))
}

/** Whether a value is of a slice: an extension by its URL, others by what the slice fixes of them. */
function isOf(value: unknown, slice: string, elements: Elements): boolean {
  const url = elements.get(slice)?.type?.find(({ code }) => code === 'Extension')?.profile?.[0]
  if (url !== undefined) return isObject(value) && value['url'] === url
  return [...elements.values()]
    .filter(({ id = '' }) => id === slice || id.startsWith(`${slice}.`))
    .every((element) => hasFixed(value, (element.id ?? '').slice(slice.length + 1), element))
}

function hasFixed(value: unknown, path: string, element: ElementDefinition): boolean {
  const [, fixed] = Object.entries(element).find(([key]) => /^(fixed|pattern)[A-Z]/.test(key)) ?? []
  if (fixed === undefined) return true
  const steps = path === '' ? [] : path.split('.')
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((one) => children(one, step)),
    [value],
  )
  return found.some((one) => contains(one, fixed))
}
