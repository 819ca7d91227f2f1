import type { OperationPlace } from './operation.ts'

/** The type of an operation that every type has. */
const ANY = 'Resource'

/** Whether what is called at a place can be called on a type or its instances. */
export function isOfType(place: OperationPlace, type: string | undefined): boolean {
  return place.level !== 'system' && type !== undefined && (place.type === type || place.type === ANY)
}

/** A place as errors name it: `Patient/[id]`. */
export function printPlace(place: OperationPlace): string {
  if (place.level === 'system') return 'the base'
  const type = place.type === ANY ? '[type]' : place.type
  return place.level === 'type' ? type : `${type}/[id]`
}
