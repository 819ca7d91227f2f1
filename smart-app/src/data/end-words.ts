import type { EndReason } from '#domain/enrollment/end-enrollment.ts'
import type { EnrollmentState } from '#domain/enrollment/enrollment-state.ts'
import { defineTexts } from '../say/say.ts'

/** Why an enrollment ends, in a sentence. */
export const endTexts = defineTexts({
  withdrawn: { en: 'The patient no longer wants it', es: 'El paciente ya no lo quiere' },
  graduated: { en: 'It is no longer needed: the goals are reached', es: 'Ya no hace falta: se alcanzaron las metas' },
  moved: { en: 'The patient moved away', es: 'El paciente se mudó' },
  transferred: { en: 'Another practice takes over', es: 'Otro consultorio se hace cargo' },
  deceased: { en: 'The patient died', es: 'El paciente falleció' },
  other: { en: 'Another reason', es: 'Otro motivo' },
})

/** The reason that a state tells of; undefined where the enrollment has not ended. */
export function endReasonOf(state: EnrollmentState | undefined): EndReason | undefined {
  if (state === 'ended') return 'other'
  return state !== undefined && state in endTexts ? (state as EndReason) : undefined
}
