import type { Observation, Resource, Task } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { DemoCalendar } from '../demo-calendar.ts'
import type { DemoMonth, DemoStory } from '../stories/story.ts'
import type { TimeSlots } from './time-slots.ts'

/** Days of a month on which work falls that names none. */
const DAYS = [3, 8, 12, 17, 21, 25]

/** What a story's work is made with. `now` is in milliseconds since 1970. */
export interface WorkContext {
  readonly calendar: DemoCalendar
  readonly slots: TimeSlots
  /** The story's place in the list: patients' days differ. */
  readonly number: number
  readonly now: number
}

/** The time entries and judgements of complexity of a story, by FHIR. What would lie in the future is left out. */
export function workOf(story: DemoStory, context: WorkContext): readonly Resource[] {
  return (story.work ?? []).flatMap((month, index) => [
    ...timeOf(story, month, { ...context, index }),
    ...complexityOf(story, month, context),
  ])
}

function timeOf(story: DemoStory, month: DemoMonth, context: WorkContext & { readonly index: number }): Task[] {
  const { calendar, slots, index, now } = context
  const { id } = story.chart.person
  return month.entries.flatMap(([who, minutes, activity, day, says = {}], at): Task[] => {
    const on = day === undefined ? usualDay(month.ago, at, context) : calendar.dayOf([month.ago, day])
    const worked = slots.take({ who, patient: id }, on, minutes)
    if (Date.parse(worked.end) > now) return []
    const extension = [
      ...(says.manual ? [{ url: structureDefinition('ccm-minutes'), valuePositiveInt: minutes }] : []),
      ...(says.apartFromVisit === undefined
        ? []
        : [{ url: structureDefinition('ccm-em-override'), valueString: says.apartFromVisit }]),
    ]
    return [
      {
        resourceType: 'Task',
        id: `${id}-time-${index + 1}-${at + 1}`,
        meta: { profile: [structureDefinition('ccm-time-entry')] },
        ...(extension.length > 0 ? { extension } : {}),
        status: 'completed',
        intent: 'order',
        code: { coding: [{ system: codeSystem('ccm-activity'), code: activity }] },
        for: { reference: `Patient/${id}` },
        owner: { reference: `Practitioner/${who}` },
        executionPeriod: says.manual ? { start: on, end: on } : worked,
        ...(says.note === undefined ? {} : { note: [{ text: says.note }] }),
      },
    ]
  })
}

/** Of the running month a day that has been. */
function usualDay(ago: number, at: number, { calendar, number }: WorkContext): string {
  const date = (DAYS[at % DAYS.length] ?? 1) + (number % 4)
  const day = calendar.dayOf([ago, date])
  if (day < calendar.today) return day
  const passed = Number(calendar.today.slice(8)) - 1
  return passed < 1 ? calendar.today : calendar.dayOf([ago, 1 + ((date + at) % passed)])
}

function complexityOf(story: DemoStory, month: DemoMonth, { calendar }: WorkContext): Observation[] {
  const { id } = story.chart.person
  const biller = story.enrollments?.[0]?.by
  if (!month.complexity || !biller) return []
  return [
    {
      resourceType: 'Observation',
      id: `${id}-complexity-${month.ago}`,
      meta: { profile: [structureDefinition('ccm-mdm')] },
      status: 'final',
      code: { coding: [{ system: codeSystem('ccm-observation'), code: 'mdm-level' }] },
      subject: { reference: `Patient/${id}` },
      performer: [{ reference: `Practitioner/${biller}` }],
      effectiveDateTime: `${calendar.dayOf([month.ago, 26])}T20:00:00Z`,
      valueCodeableConcept: { coding: [{ system: codeSystem('mdm-level'), code: month.complexity }] },
      note: [{ text: 'Several conditions that bear on each other; medicines changed and watched.' }],
    },
  ]
}
