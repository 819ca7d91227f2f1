import type { Provenance } from '@medplum/fhirtypes'
import { codeIn } from '#domain/fhir/codings.ts'
import { literalOf, typeOf } from '#domain/fhir/references.ts'
import type { RuleRefusal } from '#domain/refusal.ts'
import type { StaffDirectory } from '#domain/staff/staff-directory.ts'
import type { Caller } from '#ports/caller.ts'
import type { PlannedChange } from '#ports/govern-writes.ts'
import { tasksOf } from './governed.ts'

const PARTS = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type'

/** Parts in which somebody only had to do with what came in, and says nothing of it. */
const HANDLING: ReadonlySet<string> = new Set(['assembler', 'custodian', 'informant', 'transmitter'])

/** What is written here alone: nobody else's word on it comes in from elsewhere. */
const OF_PROGRAM: ReadonlySet<string> = new Set(['CarePlan', 'Consent', 'EpisodeOfCare', 'Task'])

/**
 * Who changed the chart, and from what, is shown by Provenances. A biller says why time was corrected, and nothing else;
 * clinicians speak for themselves: they name no colleague as the author of what is of the program, elsewhere only beside
 * themselves (who enters what a colleague wrote), and leave alone what colleagues have said. Records of other practices
 * come in with their authors, who are nobody's colleagues here.
 */
export function judgeProvenance(
  { resource, current }: PlannedChange,
  { caller, staff }: { readonly caller: Caller; readonly staff: StaffDirectory },
): readonly RuleRefusal[] {
  const [told, before] = [resource as Provenance | undefined, current as Provenance | undefined]
  if (caller.role === 'biller') return told && tasksOf(told).length < told.target.length ? [notTime()] : []
  if (caller.role !== 'billing-practitioner' && caller.role !== 'clinical-staff') return []
  const own = staff.personOf(caller.user)
  return [told, before].some((one) => one && speaksForOthers(one, own, staff)) ? [notYours()] : []
}

function speaksForOthers(told: Provenance, own: string | undefined, staff: StaffDirectory): boolean {
  const colleagues = told.agent.some(({ type, who }) => {
    const member = staff.memberOf(who.reference)
    const isStaff = member !== undefined && member.roles.length > 0
    return isStaff && member.person !== own && !HANDLING.has(codeIn(type, PARTS) ?? '')
  })
  if (!colleagues) return false
  const stands = own !== undefined && told.agent.some(({ who }) => staff.personOf(who.reference) === own)
  return !stands || told.target.some((target) => OF_PROGRAM.has(typeOf(literalOf(target) ?? '') ?? ''))
}

function notYours(): RuleRefusal {
  const message =
    'You say in your own name who did what: name yourself as the author, or beside whoever wrote what you enter.'
  return { status: 403, rule: 'not-your-word', message, expression: 'Provenance.agent' }
}

function notTime(): RuleRefusal {
  const message =
    'A biller says why time was corrected, and nothing of what else is in a chart: every target is a Task.'
  return { status: 403, rule: 'not-your-time', message, expression: 'Provenance.target' }
}
