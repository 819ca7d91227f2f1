import type { Standing } from '#domain/care-plan/standing.ts'
import type { Decision } from './decide.ts'
import type { RowEnd } from './row-form.tsx'

/** How an item of the plan can end: a suggestion is decided elsewhere, and what is done is done. */
export function waysToEnd(
  standing: Standing,
  word: 'reached' | 'is-done',
  decide: (decision: Decision) => void,
): readonly RowEnd[] {
  const way = (name: RowEnd['word'], decision: Decision): RowEnd => ({
    word: name,
    end: () => {
      decide(decision)
    },
  })
  if (standing === 'suggested') return []
  return [...(standing === 'done' ? [] : [way(word, 'finish')]), way('stop', 'stop')]
}
