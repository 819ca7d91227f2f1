import type { TimeEntry } from '../../../smart-app/src/data/time-entries.ts'

/** Twenty minutes of the care manager's, as the app reads them. */
export const anEntry: TimeEntry = {
  task: { resourceType: 'Task', id: 't', status: 'completed', intent: 'order', meta: { versionId: '1' } },
  reference: 'Task/t',
  activity: 'care-coordination',
  owner: 'Practitioner/whitfield',
  day: '2026-11-24',
  start: Date.UTC(2026, 10, 24, 16),
  end: Date.UTC(2026, 10, 24, 16, 20),
  seconds: 1200,
  note: '',
  running: false,
  corrected: false,
}
