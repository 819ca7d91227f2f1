import type { ChargeItem, EpisodeOfCare, Parameters, Task } from '@medplum/fhirtypes'
import { windowOfMonth, type ServiceMonth } from '../calendar.ts'
import { enrolledWithin, enrollmentOf } from '../enrollment/enrollment.ts'
import { centsOf, moneyOf, type Cents } from '../money.ts'
import { minutesOfMonth } from '../month/month-items.ts'
import { isClosed, monthStateOf } from '../month/month-state.ts'

/** What a month was for the whole practice: sums, no patient. */
export interface PracticeMonth {
  readonly month: ServiceMonth
  /** Patients who were enrolled at any instant of it. */
  readonly patients: Set<string>
  /** Months of patients that a close has taken. */
  closed: number
  staffMinutes: number
  practitionerMinutes: number
  units: number
  charged: Cents
}

/** Sums up months, resource by resource, so that nobody has to hold a year in memory. */
export class PracticeMonths {
  readonly #months: readonly PracticeMonth[]
  readonly #timeZone: string

  constructor(months: readonly ServiceMonth[], timeZone: string) {
    this.#timeZone = timeZone
    this.#months = months.map((month) => ({
      month,
      patients: new Set(),
      closed: 0,
      staffMinutes: 0,
      practitionerMinutes: 0,
      units: 0,
      charged: 0,
    }))
  }

  addEpisode(episode: EpisodeOfCare): void {
    const enrollment = enrollmentOf(episode, this.#timeZone)
    if (!enrollment) return
    for (const { month, patients } of this.#months) {
      const { start, end } = windowOfMonth(month, this.#timeZone)
      if (enrolledWithin(enrollment, start, end)) patients.add(enrollment.patient)
    }
  }

  /** A closed month's Task; an open one says nothing yet. */
  addMonth(task: Task): void {
    const month = this.#of(task.executionPeriod?.start)
    if (!month || !isClosed(monthStateOf(task))) return
    const { staff, practitioner } = minutesOfMonth(task)
    month.closed += 1
    month.staffMinutes += staff
    month.practitionerMinutes += practitioner
  }

  /** A charge that stands. */
  addCharge(charge: ChargeItem): void {
    const month = this.#of(charge.occurrencePeriod?.start)
    if (!month || (charge.status !== 'billable' && charge.status !== 'billed')) return
    month.units += charge.quantity?.value ?? 1
    month.charged += centsOf(charge.priceOverride?.value ?? 0)
  }

  /** The answer of `$ccm-report`. */
  parameters(): Parameters {
    return {
      resourceType: 'Parameters',
      parameter: this.#months.map((one) => ({
        name: 'month',
        part: [
          { name: 'month', valueString: one.month },
          { name: 'enrolled', valueInteger: one.patients.size },
          { name: 'closed', valueInteger: one.closed },
          { name: 'clinicalStaffMinutes', valueInteger: one.staffMinutes },
          { name: 'practitionerMinutes', valueInteger: one.practitionerMinutes },
          { name: 'units', valueInteger: one.units },
          { name: 'charged', valueMoney: moneyOf(one.charged) },
        ],
      })),
    }
  }

  #of(day: string | undefined): PracticeMonth | undefined {
    return this.#months.find(({ month }) => day?.startsWith(month) === true)
  }
}
