import type { ElementDefinition, Resource, StructureDefinition } from '@medplum/fhirtypes'

/** Whether a resource has the element of a profile: slices by what tells them apart, extensions by their URL. */
export function isSeen(resource: Resource, element: ElementDefinition, profile: StructureDefinition): boolean {
  const steps = (element.id ?? '').split('.')
  let values: readonly unknown[] = [resource]
  for (const [index, step] of steps.entries()) {
    if (index === 0) continue
    const [name = '', slice] = step.split(':')
    values = values.flatMap((value) => childrenOf(value, name))
    if (slice !== undefined) {
      const tests = testsOf(steps.slice(0, index + 1).join('.'), profile)
      values = values.filter((value) => tests.every((test) => test(value)))
    }
  }
  return values.length > 0
}

function childrenOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const fields = Object.entries(value)
  const stem = name.replace('[x]', '')
  const found = name.endsWith('[x]')
    ? fields.filter(([key]) => key.startsWith(stem) && /^[A-Z]/.test(key.slice(stem.length)))
    : fields.filter(([key]) => key === name || key === `_${name}`)
  return found.flatMap(([, child]: [string, unknown]): readonly unknown[] => (Array.isArray(child) ? child : [child]))
}

/** What a value has to have to be of a slice: patterns and fixed values of the slice and of what is in it. */
function testsOf(slice: string, profile: StructureDefinition): readonly ((value: unknown) => boolean)[] {
  return (profile.snapshot?.element ?? []).flatMap((element) => {
    const id = element.id ?? ''
    if (id !== slice && !id.startsWith(`${slice}.`)) return []
    const inner = id === slice ? [] : id.slice(slice.length + 1).split('.')
    if (inner.some((step) => step.includes(':'))) return []
    const pattern = patternOf(element)
    if (pattern === undefined) return []
    return [(value: unknown) => inner.reduce<readonly unknown[]>(into, [value]).some((one) => has(one, pattern))]
  })
}

function into(values: readonly unknown[], name: string): readonly unknown[] {
  return values.flatMap((value) => childrenOf(value, name))
}

function patternOf(element: ElementDefinition): unknown {
  const named = Object.entries(element).find(([key]) => /^(pattern|fixed)[A-Z]/.test(key))
  if (named) return named[1] as unknown
  const [type] = element.type ?? []
  return type?.code === 'Extension' && type.profile?.[0] ? { url: type.profile[0] } : undefined
}

/** Whether a value has all that a pattern has. */
function has(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern))
    return Array.isArray(value) && pattern.every((part) => value.some((one) => has(one, part)))
  if (typeof pattern !== 'object' || pattern === null) return value === pattern
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Readonly<Record<string, unknown>>
  return Object.entries(pattern).every(([key, part]) => has(fields[key], part))
}
