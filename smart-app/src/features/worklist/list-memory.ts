import type { Filters, View, WorkSorting } from './worklist-model.ts'

/** How somebody left the list. Kept in this page's memory alone: nothing of it is in the address or in storage. */
export interface LeftList {
  readonly view: View
  readonly filters: Filters
  readonly sorting: WorkSorting
  /** `Patient.id` of the row that was opened. */
  readonly opened?: string
  /** `Patient.id` of those who were chosen. */
  readonly chosen: readonly string[]
  /** Pixels. */
  readonly scroll: number
}

let left: LeftList | undefined

/** Keeps how the list was left. */
export function keepList(list: LeftList): void {
  left = list
}

/** How the list was left the last time. */
export function leftList(): LeftList | undefined {
  return left
}
