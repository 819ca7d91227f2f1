import { resourceTypeNumbers } from './generated/resource-types.ts'

/** A resource type of R4. */
export type ResourceTypeName = keyof typeof resourceTypeNumbers

const numbers = new Map<string, number>(Object.entries(resourceTypeNumbers))
const names = new Map<number, string>(Object.entries(resourceTypeNumbers).map(([name, number]) => [number, name]))

/** All resource types of R4, in alphabetical order. */
export const resourceTypes: readonly ResourceTypeName[] = (
  Object.keys(resourceTypeNumbers) as ResourceTypeName[]
).toSorted()

/** Whether R4 has a resource type of this name (case matters). */
export function isResourceType(name: string): name is ResourceTypeName {
  return numbers.has(name)
}

/** The number that stored rows carry instead of the type's name; undefined for what is no type. */
export function resourceTypeNumber(name: string): number | undefined {
  return numbers.get(name)
}

/** The type that a stored number means. */
export function resourceTypeName(number: number): string | undefined {
  return names.get(number)
}
