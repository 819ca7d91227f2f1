import type { Operation } from './operation.ts'

/** What a care plan is made of: whoever may not read all of it is told nothing of the whole. */
export const PLAN_PARTS: Operation['needs'] = [
  'CarePlan',
  'Goal',
  'Condition',
  'CareTeam',
  'Task',
  'ServiceRequest',
  'CommunicationRequest',
  'Observation',
].map((type) => ({ permission: 'r', type }))
