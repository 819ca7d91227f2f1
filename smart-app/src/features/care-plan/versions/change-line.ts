import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import type { Say } from '../../../say/say.ts'
import type { PlanDifference } from './use-difference.ts'
import { propertyKey, type versionTexts } from './version-texts.ts'

const SHOWN = 3

/** What changed, in one line that a person can send as it is or rewrite. */
export function changeLine(say: Say<typeof versionTexts>, changes: readonly PlanDifference[]): string {
  const told = (kind: PlanDifference['kind']) =>
    listed(
      say,
      subjects(
        say,
        changes.filter((change) => change.kind === kind),
      ),
    )
  const [added, changed, removed] = (['added', 'changed', 'removed'] as const).map(told)
  return [
    added && say('line-new', { what: added }),
    changed && say('line-changed', { what: changed }),
    removed && say('line-removed', { what: removed }),
  ]
    .filter(Boolean)
    .join('. ')
}

const IN_THE_NAME: readonly string[] = ['words', 'title', 'finding']

/** What changed, each once, with what of it changed. */
function subjects(say: Say<typeof versionTexts>, changes: readonly PlanDifference[]): readonly string[] {
  const found = new Map<string, string[]>()
  for (const { area, what, property } of changes) {
    const named = property === undefined || IN_THE_NAME.includes(property) ? [] : [say(propertyKey(property))]
    const subject = area === 'plan' ? '' : what
    found.set(subject, [...(found.get(subject) ?? []), ...named])
  }
  return [...found].flatMap(([subject, of]) => {
    if (subject === '') return of
    return [of.length === 0 ? subject : `${subject} (${of.join(', ')})`]
  })
}

function listed(say: Say<typeof versionTexts>, names: readonly string[]): string {
  const more = names.length - SHOWN
  return [...names.slice(0, SHOWN), ...(more > 0 ? [say('line-more', { count: more })] : [])].join(', ')
}

/** What a plan that was never in force begins with. */
export function firstLine(say: Say<typeof versionTexts>, { goals, interventions }: CarePlanView): string {
  const decided = (items: readonly { readonly standing: string }[]) =>
    items.filter(({ standing }) => standing !== 'suggested').length
  return say('line-first', {
    goals: say('line-goals', { count: decided(goals) }),
    work: say('line-work', { count: decided(interventions) }),
  })
}
