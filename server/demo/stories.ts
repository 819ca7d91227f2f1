import { billedStories } from './stories/billed-stories.ts'
import { boundedStories } from './stories/bounded-stories.ts'
import { heldStories } from './stories/held-stories.ts'
import { outreachStories } from './stories/outreach-stories.ts'
import { programStories } from './stories/program-stories.ts'
import type { DemoStory } from './stories/story.ts'
import { thresholdStories } from './stories/threshold-stories.ts'

/** The patients of the demo practice. */
export const STORIES: readonly DemoStory[] = [
  ...billedStories,
  ...programStories,
  ...thresholdStories,
  ...boundedStories,
  ...heldStories,
  ...outreachStories,
]

const byPatient = new Map(STORIES.map(({ chart, shows }) => [chart.person.id, shows]))

/** What a demo patient is there to show. */
export function storyOf(patient: string): string | undefined {
  return byPatient.get(patient)
}

/** Whom to open first, by id: one who is eligible and not enrolled, one who is enrolled and short of minutes. */
export const TOUR = { enroll: 'mensah', time: 'ruiz' } as const
