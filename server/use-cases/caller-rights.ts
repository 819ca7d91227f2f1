import type { EnrollmentCaller } from '#domain/enrollment/enrollment-facts.ts'
import type { Caller } from '#ports/caller.ts'

/** What a caller may say in the programme's name: attest, set complexity. */
export function enrollmentCaller(caller: Caller, demo: boolean): EnrollmentCaller {
  const mayAttest = caller.role === 'billing-practitioner' || (demo && caller.role === 'administrator')
  return { mayAttest, ...(caller.user?.startsWith('Practitioner/') ? { person: caller.user } : {}) }
}
