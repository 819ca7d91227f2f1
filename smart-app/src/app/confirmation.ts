import { createContext, use } from 'react'

/** Whether the names at the top have to be confirmed before anything is written. */
export interface Confirmation {
  readonly needed: boolean
  readonly confirm: () => void
}

/** The confirmation of this page. */
export const ConfirmationContext = createContext<Confirmation>({ needed: false, confirm: () => undefined })

/** Whether the names at the top have to be confirmed before anything is written. */
export function useConfirmation(): Confirmation {
  return use(ConfirmationContext)
}
