import type { ServiceMonth } from '../calendar.ts'
import type { Enrollment } from '../enrollment/enrollment.ts'
import type { Program } from '../enrollment/program.ts'
import type { StaffDirectory } from '../staff/staff-directory.ts'

/**
 * What is billed once a month for a patient: the programme; of PCM, which several practitioners may furnish, each
 * practitioner's (`pcm Practitioner/x`).
 */
export type Care = string

/** The care that an enrollment belongs to. */
export function careOf(
  { program, billingPractitioner }: Pick<Enrollment, 'program' | 'billingPractitioner'>,
  staff: StaffDirectory,
): Care {
  return program === 'pcm' ? `pcm ${staff.personOf(billingPractitioner) ?? ''}` : program
}

/** The programme of a care. */
export function programOfCare(care: Care): Program {
  return care === 'ccm' || care === 'apcm' ? care : 'pcm'
}

/** How a care's month is named where only the patient's own are looked at. */
export function careMonth(month: ServiceMonth, care: Care): string {
  return `${month} ${care}`
}
