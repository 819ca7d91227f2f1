import type { EpisodeOfCare } from '@medplum/fhirtypes'
import { extensionOf } from '../fhir/extensions.ts'
import type { ENROLLMENT_STATE_CODES } from '../terminology/generated/guide-names.ts'

type EpisodeStatus = EpisodeOfCare['status']

/** What the programme knows of a state. */
interface StateRule {
  /** What FHIR calls it; the first is the one that the server writes. */
  readonly status: readonly [EpisodeStatus, ...EpisodeStatus[]]
  /** Where it can go from here; staying is always possible. */
  readonly next: readonly EnrollmentState[]
}

/** States of `[ig]/CodeSystem/ccm-enrollment-state`. */
export type EnrollmentState = keyof typeof ENROLLMENT_STATE_CODES

const GONE = ['deceased', 'moved'] as const satisfies readonly EnrollmentState[]
const ENDS = ['withdrawn', 'graduated', 'transferred', 'ended', ...GONE] as const satisfies readonly EnrollmentState[]

/**
 * Outreach is `planned` until somebody consents; who declines is `cancelled` and may be asked again later. An enrollment
 * is `active` (`planned` while its start lies ahead), and once ended it stays ended: who comes back is enrolled anew.
 */
const STATES: Readonly<Record<EnrollmentState, StateRule>> = {
  'to-contact': {
    status: ['planned', 'waitlist'],
    next: ['attempted', 'unreachable', 'declined', 'consented', 'enrolled', ...GONE],
  },
  attempted: {
    status: ['planned', 'waitlist'],
    next: ['to-contact', 'unreachable', 'declined', 'consented', 'enrolled', ...GONE],
  },
  unreachable: {
    status: ['planned', 'waitlist', 'cancelled'],
    next: ['to-contact', 'attempted', 'declined', 'consented', 'enrolled', ...GONE],
  },
  declined: { status: ['cancelled'], next: ['to-contact', 'attempted', 'consented', 'enrolled', ...GONE] },
  consented: { status: ['planned', 'waitlist'], next: ['enrolled', 'declined', 'withdrawn', ...GONE] },
  enrolled: { status: ['active', 'planned'], next: ['paused', ...ENDS] },
  paused: { status: ['onhold'], next: ['enrolled', ...ENDS] },
  withdrawn: { status: ['finished', 'cancelled'], next: ['deceased'] },
  graduated: { status: ['finished'], next: ['deceased'] },
  moved: { status: ['finished', 'cancelled'], next: ['deceased'] },
  transferred: { status: ['finished', 'cancelled'], next: ['deceased'] },
  ended: { status: ['finished', 'cancelled'], next: ['deceased'] },
  deceased: { status: ['finished', 'cancelled'], next: [] },
}

/** All states, in the order of a patient's way through the programme. */
export const ENROLLMENT_STATES = Object.keys(STATES) as readonly EnrollmentState[]

/** What a plain EpisodeOfCare without a state of ours means by its status. */
const STATE_OF_STATUS: Readonly<Record<EpisodeStatus, EnrollmentState | undefined>> = {
  planned: 'to-contact',
  waitlist: 'to-contact',
  active: 'enrolled',
  onhold: 'paused',
  finished: 'ended',
  cancelled: 'declined',
  'entered-in-error': undefined,
}

/** The state that an EpisodeOfCare names, else the one that its status suggests. */
export function stateOf(episode: EpisodeOfCare): EnrollmentState | undefined {
  const named = extensionOf(episode, 'ccm-enrollment-state')?.valueCode
  return ENROLLMENT_STATES.find((state) => state === named) ?? STATE_OF_STATUS[episode.status]
}

/** The FHIR status that the server writes for a state. */
export function statusFor(state: EnrollmentState): EpisodeStatus {
  return STATES[state].status[0]
}

/** Whether a FHIR status and a state say the same. */
export function statusFits(status: EpisodeStatus, state: EnrollmentState): boolean {
  return STATES[state].status.includes(status)
}

/** Whether an enrollment may go from one state to another. */
export function mayFollow(from: EnrollmentState, to: EnrollmentState): boolean {
  return from === to || STATES[from].next.includes(to)
}

/** In the programme: enrolled, or paused. */
export function isCurrent(state: EnrollmentState | undefined): boolean {
  return state === 'enrolled' || state === 'paused'
}

/** After the programme: however it ended. */
export function isEnded(state: EnrollmentState | undefined): boolean {
  return state !== undefined && (ENDS as readonly EnrollmentState[]).includes(state)
}

/** Before the programme: nobody enrolled yet, and perhaps nobody will. */
export function isOutreach(state: EnrollmentState | undefined): boolean {
  return !isCurrent(state) && !isEnded(state)
}
