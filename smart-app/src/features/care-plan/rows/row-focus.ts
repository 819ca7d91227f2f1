/** Rows of the plan, and its fields that are always open, in the order of the page. */
const ROW = '[data-plan-row]'
const WAY_IN = 'button.row-edit, .suggestion button, textarea, input, select'

/** Goes to the row before or after the one that an element is in; `open` opens it. False where there is none. */
export function goToRow(from: Element, step: 1 | -1, open = false): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)]
  const here = rows.findIndex((row) => row.contains(from))
  const way = rows[here + step]?.querySelector<HTMLElement>(WAY_IN)
  if (here < 0 || !way) return false
  way.focus()
  if (open && way.matches('.row-edit')) way.click()
  return true
}

/** The row before or after in the same list: its name in the plan. */
export function siblingOf(row: Element, step: 1 | -1): string | undefined {
  const sibling = step === 1 ? row.nextElementSibling : row.previousElementSibling
  return sibling instanceof HTMLElement ? sibling.dataset['planRow'] : undefined
}

/** Goes to the row of an item, by its reference. */
export function focusRow(reference: string): void {
  const row = document.querySelector(`[data-plan-row="${CSS.escape(reference)}"]`)
  row?.querySelector<HTMLElement>(WAY_IN)?.focus()
}
