import { CATEGORIES } from '../terminology/generated/chronic-conditions.ts'
import type { RecognizedCondition } from './chronic-conditions.ts'

/** How many chronic conditions a chart shows, and by which entries. */
export interface ChronicCount {
  readonly count: number
  /** Codes of the categories that were counted. */
  readonly categories: readonly string[]
}

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
  const choices = choicesByDiagnosis(counting)
  const categories = assign(choices)
  return { count: categories.length, categories }
}

/** For each different diagnosis (a code, not a chart entry) the categories that it could stand for. */
function choicesByDiagnosis(conditions: readonly RecognizedCondition[]): readonly (readonly string[])[] {
  const byCode = new Map<string, ReadonlySet<string>>()
  for (const { code, categories } of conditions) {
    const key = `${code.system ?? ''}|${code.code ?? ''}`
    const known = byCode.get(key) ?? new Set<string>()
    byCode.set(key, new Set([...known, ...categories.map((category) => category.code ?? '')]))
  }
  const choices = [...byCode.values()]
  const present = new Set(choices.flatMap((choice) => [...choice]))
  const general = new Set([...present].flatMap((category) => CATEGORIES[category]?.parent ?? []))
  return choices.map((choice) => [...choice].filter((category) => !general.has(category)))
}

/** The largest set of categories in which each diagnosis stands for at most one: a bipartite matching. */
function assign(choices: readonly (readonly string[])[]): readonly string[] {
  const holder = new Map<string, number>()
  const place = (diagnosis: number, tried: Set<string>): boolean => {
    for (const category of choices[diagnosis] ?? []) {
      if (tried.has(category)) continue
      tried.add(category)
      const other = holder.get(category)
      if (other === undefined || place(other, tried)) {
        holder.set(category, diagnosis)
        return true
      }
    }
    return false
  }
  choices.forEach((_, diagnosis) => place(diagnosis, new Set()))
  return [...holder.keys()]
}
