import type { Operation } from '../../server/fhir/operations/operation.ts'
import { ccmEligibility } from '../../server/fhir/operations/ccm-eligibility.ts'
import { ccmEnd } from '../../server/fhir/operations/ccm-end.ts'
import { ccmEnroll } from '../../server/fhir/operations/ccm-enroll.ts'
import type { ProgrammeDeps } from '../../server/use-cases/programme-deps.ts'

/** The operations as the server registers them, to be looked at and not called. */
const none = undefined as unknown as ProgrammeDeps

export const ccmOperations: readonly Operation[] = [ccmEligibility, ccmEnd, ccmEnroll].map((make) => make(none))
