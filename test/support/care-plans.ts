import type { CarePlan, Extension } from '@medplum/fhirtypes'
import { REQUIRED_ELEMENTS } from '#domain/care-plan/element.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'

/** The decision to put a plan into force without some of its elements; without any that are required, where none is named. */
export function decision(elements: readonly string[] = REQUIRED_ELEMENTS, reason = 'Still being written'): Extension {
  return {
    url: structureDefinition('ccm-activated-with-gaps'),
    extension: [
      ...elements.map((valueCode) => ({ url: 'element', valueCode })),
      { url: 'reason', valueString: reason },
    ],
  }
}

/** A draft as an enrollment leaves it, put into force all the same. */
export function inForce<T extends CarePlan>(plan: T, more: Partial<CarePlan> = {}): T {
  return { ...plan, status: 'active', extension: [...(plan.extension ?? []), decision()], ...more }
}
