import { PLAN_FACTS } from '../../use-cases/read-care-record.ts'
import type { Operation } from './operation.ts'

/** What a care plan is told by: whoever may not read all of it is told nothing of the whole. */
export const PLAN_PARTS: Operation['needs'] = [...PLAN_FACTS, 'Medication'].map((type) => ({ permission: 'r', type }))
