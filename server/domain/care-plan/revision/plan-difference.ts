import type { CarePlanElement } from '../element.ts'
import type { Language } from '../local-text.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import { propertyWords, valueWords, type Property } from './difference-words.ts'
import { planAreas, planProperties, type Item, type Properties } from './plan-items.ts'

/** One thing that is otherwise in a later state of a plan. */
export interface PlanChange {
  /** The element of the plan; `plan` for what it says of itself (status, period). */
  readonly area: CarePlanElement | 'plan' | 'care-team'
  readonly kind: 'added' | 'removed' | 'changed'
  /** What it is about: a goal's words, an intervention's title, a problem's name. */
  readonly what: string
  /** Which property of it changed; absent where the whole was added or removed. */
  readonly property?: Property
  /** In words; the code where the property has one (`standing`, `status`, `achievement`). */
  readonly before?: string
  readonly after?: string
  /** `Type/id` of the resource behind it. */
  readonly reference?: string
}

/**
 * What changed in a plan, in words, in the order of its elements. Values that were measured since are no change of the
 * plan, nor are suggestions: what is taken over is new then.
 */
export function planDifference(
  before: CarePlanView,
  after: CarePlanView,
  language: Language = 'en',
): readonly PlanChange[] {
  const there = planAreas(after, language)
  return [
    ...properties(planProperties(before, language), planProperties(after, language), {
      area: 'plan',
      what: after.title,
    }),
    ...planAreas(before, language).flatMap(({ area, items }, at) =>
      listDifference(items, there[at]?.items ?? [], { area, language }),
    ),
  ]
}

/** Where in the plan a list stands, and in which language it is told of. */
interface InList {
  readonly area: PlanChange['area']
  readonly language: Language
}

function listDifference(before: readonly Item[], after: readonly Item[], about: InList): readonly PlanChange[] {
  const [was, is] = [before.filter(isInPlan), after.filter(isInPlan)]
  const [known, now] = [byKey(was), byKey(is)]
  const gone = was.filter((item) => !now.has(keyOf(item))).map((item) => whole(item, 'removed', about))
  const there = is.flatMap((item) => {
    const earlier = known.get(keyOf(item))
    if (!earlier) return [whole(item, 'added', about)]
    return properties(earlier.properties, item.properties, {
      area: about.area,
      what: item.what,
      reference: item.reference,
    })
  })
  return [...gone, ...there]
}

/** A template's suggestion is no part of the plan until somebody takes it over; one that is declined never was. */
function isInPlan({ properties: { standing } }: Item): boolean {
  return standing !== 'suggested' && standing !== 'declined'
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [keyOf(item), item]))
}

function keyOf({ key, reference }: Item): string {
  return key ?? reference
}

function whole(
  { reference, what, properties: own }: Item,
  kind: 'added' | 'removed',
  { area, language }: InList,
): PlanChange {
  const words = namesOf(own)
    .map((name) => [name, own[name] ?? ''] as const)
    .filter(([name, value]) => value !== '' && value !== what && name !== 'standing')
    .map(([name, value]) => `${propertyWords(name, language)}: ${valueWords(name, value, language)}`)
    .join('; ')
  const told = words === '' ? {} : kind === 'added' ? { after: words } : { before: words }
  return { area, kind, what, ...told, ...(reference !== '' && { reference }) }
}

function properties(
  before: Properties,
  after: Properties,
  about: Pick<PlanChange, 'area' | 'what' | 'reference'>,
): readonly PlanChange[] {
  return namesOf(after)
    .filter((property) => before[property] !== after[property])
    .map((property) => ({
      ...about,
      kind: 'changed' as const,
      property,
      ...said('before', before[property]),
      ...said('after', after[property]),
    }))
}

function namesOf(properties: Properties): readonly Property[] {
  return Object.keys(properties) as Property[]
}

function said<K extends 'before' | 'after'>(side: K, words: string | undefined): Partial<Record<K, string>> {
  return words === undefined || words === '' ? {} : ({ [side]: words } as Record<K, string>)
}
