import type { Goal } from '@medplum/fhirtypes'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { GoalView } from '#domain/care-plan/view/goal-view.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useDecision } from './decide.ts'
import { waysToEnd } from './ways-to-end.ts'
import { GoalForm } from './goal-form.tsx'
import { Row } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import type { Ended } from './write-merged.ts'
import { Suggestion } from './suggestion.tsx'
import { useMove } from './use-move.ts'

interface GoalRowProps {
  readonly goal: GoalView
  readonly reading: PlanReading
  readonly editable: boolean
  /** Other problems that it is about. */
  readonly also: readonly string[]
  /** Somebody ended it while words about it wait. */
  readonly ended?: Ended | undefined
}

/** A goal: what, target, by when, the last value. */
export function GoalRow({ goal, reading, editable, also, ended }: GoalRowProps) {
  const say = useSay(rowTexts)
  const format = useFormat()
  const what = inLanguage(goal.what, format.language)
  const resource = reading.record.findA('Goal', goal.reference)
  const decide = useDecision(goal.reference, what)
  const move = useMove(reading.plan.id, 'goal', goal.reference, what)
  const [target] = goal.targets
  const detail = [
    target?.target?.(format.language),
    goal.due !== undefined && say('by-day', { day: format.day(goal.due) }),
    also.length > 0 && say('also-for', { problems: also.join(', ') }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Row
      reference={goal.reference}
      what={what}
      editable={editable && resource !== undefined}
      move={move}
      suggestion={
        goal.standing === 'suggested'
          ? (edit) => <Suggestion reference={goal.reference} what={what} detail={detail} edit={edit} />
          : undefined
      }
      editor={(leave) => (
        <GoalForm
          source={{ stored: resource as Stored<Goal>, ended }}
          reading={reading}
          leave={leave}
          last={target?.last && lastWords(target.last)}
          ends={waysToEnd(goal.standing, 'reached', (decision) => {
            decide(decision)
            leave()
          })}
        />
      )}
    >
      <div className="plan-item-words">
        <span className="row-title">
          {what} {goal.standing === 'done' && <span className="chip ok">{say('reached-chip')}</span>}
        </span>
        <span className="quiet fact">{detail}</span>
      </div>
      {target?.last && <span className="meta plan-last">{lastWords(target.last)}</span>}
    </Row>
  )

  function lastWords({ value, on }: NonNullable<GoalView['targets'][number]['last']>): string {
    return say('last', { value: value(format.language), day: on === undefined ? '' : format.shortDay(on) })
  }
}
