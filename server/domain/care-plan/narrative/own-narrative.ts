import type { Narrative } from '@medplum/fhirtypes'
import { narrative } from '../../fhir/narrative.ts'

/** By it a narrative that the server made of a plan is known again, whoever sends it back. */
const CLASS = 'care-plan-narrative'

/** The narrative of a plan, of its content in XHTML. */
export function ownNarrative(content: string): Narrative {
  return narrative(content, CLASS)
}

/** Whether a narrative is one that the server made of a plan, and that nobody has taken over since as their own. */
export function isOwnNarrative(text: Narrative | undefined): boolean {
  return text?.status === 'generated' && /^<div [^>]*>/.exec(text.div)?.[0].includes(`class="${CLASS}"`) === true
}
