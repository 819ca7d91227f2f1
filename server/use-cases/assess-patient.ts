import { dayOf, monthOfDay } from '#domain/calendar.ts'
import { assessEligibility, type Eligibility } from '#domain/eligibility/assess-eligibility.ts'
import { PROGRAMS, type Program } from '#domain/enrollment/program.ts'
import type { FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { mbiOf, readPatient } from './read-patient.ts'

/** Says which programmes a patient qualifies for, and why. Writes nothing; undefined where there is no such patient. */
export async function assessPatient(
  { registry, clock }: ProgrammeDeps,
  repository: FhirRepository,
  input: {
    readonly patient: string
    /** Local day; absent: today in the practice's time zone. */
    readonly on?: string
    readonly billingPractitioner?: string
  },
): Promise<Eligibility | undefined> {
  return repository.transaction(async (tx) => {
    const facts = await readPatient(tx, input.patient, [input.billingPractitioner])
    if (!facts) return undefined
    const on = input.on ?? dayOf(clock.now(), facts.practice.timeZone)
    const { billingPractitioner } = input
    return assessEligibility({
      ...facts,
      on,
      otherBiller: await otherBillers(tx, input.patient, mbiOf(facts.patient), monthOfDay(on)),
      ...(billingPractitioner ? { billingPractitioner } : {}),
    })
  })

  async function otherBillers(tx: FhirTransaction, patient: string, mbi: string | undefined, month: string) {
    const taken: Program[] = []
    for (const program of PROGRAMS) {
      const claim = {
        patient,
        program,
        biller: '',
        episode: '',
        months: { from: month, to: month },
        ...(mbi ? { mbi } : {}),
      }
      if ((await registry.check(tx, claim)) === 'other-biller') taken.push(program)
    }
    return taken
  }
}
