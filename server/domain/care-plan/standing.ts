import type { Resource } from '@medplum/fhirtypes'

/**
 * Where an item of a care plan stands. A template's suggestion is `suggested` until somebody decides: then it is
 * `current` (taken over, as it is or edited) or `declined` (not for this patient: kept, and not suggested again).
 */
export type Standing = 'suggested' | 'current' | 'done' | 'stopped' | 'declined' | 'mistake'

const GOAL: Readonly<Record<string, Standing>> = {
  proposed: 'suggested',
  completed: 'done',
  cancelled: 'stopped',
  rejected: 'declined',
}

/** Statuses of Task, of the requests (ServiceRequest, CommunicationRequest, …) and of Appointment; others are current. */
const ACTIVITY: Readonly<Record<string, Standing>> = {
  draft: 'suggested',
  proposed: 'suggested',
  completed: 'done',
  fulfilled: 'done',
  cancelled: 'stopped',
  stopped: 'stopped',
  failed: 'stopped',
  noshow: 'stopped',
  rejected: 'declined',
  revoked: 'declined',
}

/** Where a goal or an activity of a plan stands, by its status. */
export function standingOf(item: Resource): Standing {
  const [standings, status] = item.resourceType === 'Goal' ? [GOAL, item.lifecycleStatus] : [ACTIVITY, statusOf(item)]
  if (status === 'entered-in-error') return 'mistake'
  return standings[status ?? ''] ?? 'current'
}

function statusOf(item: Resource): string | undefined {
  return 'status' in item && typeof item.status === 'string' ? item.status : undefined
}
