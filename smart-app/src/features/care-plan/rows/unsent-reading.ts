import type { CarePlan, Resource } from '@medplum/fhirtypes'
import { useMemo } from 'react'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import { carePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { literalOf, referenceTo } from '#domain/fhir/references.ts'
import { usePractice } from '../../../data/chart.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { inPlaceOf } from './plan-order.ts'
import { useUnsentBases } from './unsent-rows.ts'
import { isEnded, type Ended } from './write-merged.ts'

/** Items of the plan that somebody ended while words about them wait, by reference. */
export type EndedItems = ReadonlyMap<string, Ended>

interface UnsentReading {
  readonly reading: PlanReading
  readonly ended: EndedItems
}

/**
 * The plan as it is edited here: what somebody ended is still shown where it stood, as long as words that were typed over it
 * are not on the server.
 */
export function useUnsentReading(reading: PlanReading): UnsentReading {
  const bases = useUnsentBases()
  const timeZone = usePractice().data?.timeZone ?? 'UTC'
  return useMemo(() => unsentReading(reading, bases, timeZone), [reading, bases, timeZone])
}

const ITEMS = new Set(['Goal', 'Task', 'ServiceRequest', 'CommunicationRequest'])

/** @param bases what unsent words are typed over, as it was read */
export function unsentReading(
  reading: PlanReading,
  bases: readonly Stored<Resource>[],
  timeZone: string,
): UnsentReading {
  const gone = bases.filter((base) => ITEMS.has(base.resourceType) && isMissing(reading, base))
  if (gone.length === 0) return { reading, ended: new Map() }
  const record = careRecordOf([...reading.resources, ...gone])
  const plan = gone.map(referenceTo).reduce((named, one) => inPlaceOf(named, one, one), reading.plan)
  const ended = gone.map((base): [string, Ended] => {
    const resource = reading.record.find(referenceTo(base))
    return [referenceTo(base), resource && isEnded(resource) ? { resource } : {}]
  })
  return { reading: { ...reading, record, view: carePlanView(plan, record, timeZone) }, ended: new Map(ended) }
}

/** Whether the plan shows an item no more, which it showed when it was read. */
function isMissing({ plan, record }: PlanReading, base: Stored<Resource>): boolean {
  const now = record.find(referenceTo(base))
  return !isEnded(base) && (now === undefined || isEnded(now) || !namesOf(plan).has(referenceTo(base)))
}

function namesOf({ goal = [], activity = [] }: CarePlan): ReadonlySet<string | undefined> {
  return new Set([...goal, ...activity.map(({ reference }) => reference)].map(literalOf))
}
