import { CATEGORIES } from '../terminology/generated/chronic-conditions.ts'
import type { RecognizedCondition } from './chronic-conditions.ts'

/** How many chronic conditions a chart shows, and which. */
export interface ChronicCount {
  readonly count: number
  /** What was counted, by name of the category (of the condition, where no category knows it). */
  readonly names: readonly string[]
}

/** Category of conditions that count by a clinician's word alone: each of them is a kind of its own. */
export const OTHER_CATEGORY = 'other'

/**
 * Counts chronic conditions: each category once, and each diagnosis once, however often the chart holds it and however
 * many categories it fits (two conditions on a claim want two diagnoses). A general category is not counted beside one
 * of its own kinds: dementia beside Alzheimer's disease is one disease.
 * @param confirmed `Condition/id` that a clinician ticked: they make reviewed conditions count
 */
export function countChronic(
  recognized: readonly RecognizedCondition[],
  confirmed: ReadonlySet<string> = new Set(),
): ChronicCount {
  const counting = recognized.filter(
    ({ standing, reference }) => standing === 'counts' || (standing === 'review' && confirmed.has(reference)),
  )
  const kinds = assign(choicesByDiagnosis(counting))
  return { count: kinds.length, names: kinds.map((kind) => CATEGORIES[kind]?.display ?? nameOfOther(kind)) }
}

/** For each different diagnosis (a code, not a chart entry) the kinds that it could stand for. */
function choicesByDiagnosis(conditions: readonly RecognizedCondition[]): readonly (readonly string[])[] {
  const byCode = new Map<string, ReadonlySet<string>>()
  for (const condition of conditions) {
    const key = `${condition.code.system ?? ''}|${condition.code.code ?? ''}`
    byCode.set(key, new Set([...(byCode.get(key) ?? []), ...kindsOf(condition)]))
  }
  const choices = [...byCode.values()]
  const general = new Set(choices.flatMap((choice) => [...choice].flatMap((kind) => CATEGORIES[kind]?.parent ?? [])))
  return choices.map((choice) => [...choice].filter((kind) => !general.has(kind)))
}

function kindsOf({ categories, name }: RecognizedCondition): readonly string[] {
  return categories.map(({ code }) => (code === OTHER_CATEGORY ? `${OTHER_CATEGORY}:${name}` : (code ?? '')))
}

function nameOfOther(kind: string): string {
  return kind.slice(OTHER_CATEGORY.length + 1)
}

/** The largest set of kinds in which each diagnosis stands for at most one: a bipartite matching. */
function assign(choices: readonly (readonly string[])[]): readonly string[] {
  const holder = new Map<string, number>()
  const place = (diagnosis: number, tried: Set<string>): boolean => {
    for (const kind of choices[diagnosis] ?? []) {
      if (tried.has(kind)) continue
      tried.add(kind)
      const other = holder.get(kind)
      if (other === undefined || place(other, tried)) {
        holder.set(kind, diagnosis)
        return true
      }
    }
    return false
  }
  choices.forEach((_, diagnosis) => place(diagnosis, new Set()))
  return [...holder.keys()]
}
