import type { Task } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { codeIn } from '#domain/fhir/codings.ts'
import { timerPolicyFor, type TimerPolicy } from '#domain/practice/timer-policy.ts'
import type { FhirTransaction } from '#ports/fhir-store.ts'
import { readPractice } from '../read-practice.ts'

/** How long the practice lets work of this kind go on without a sign of it. */
export async function policyFor(tx: FhirTransaction, { code }: Task): Promise<TimerPolicy> {
  const { practice } = await readPractice(tx)
  return timerPolicyFor(practice.timer, codeIn(code, codeSystem('ccm-activity')))
}
