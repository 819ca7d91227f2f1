import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { InterventionView } from '#domain/care-plan/view/intervention-view.ts'
import { timingWords } from '#domain/care-plan/words/timing-words.ts'
import { INTERVENTIONS } from '#domain/terminology/generated/care-plan-codes.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useDecision } from './decide.ts'
import { waysToEnd } from './ways-to-end.ts'
import { Row } from './row.tsx'
import { rowTexts } from './row-texts.ts'
import type { Ended } from './write-merged.ts'
import { Suggestion } from './suggestion.tsx'
import { useMove } from './use-move.ts'
import { mayChangeKind } from './other-work.ts'
import type { SayReplaced } from './use-replacing.ts'
import type { Work } from './work-kind.ts'
import { WorkForm } from './work-form.tsx'

interface WorkRowProps {
  readonly one: InterventionView
  readonly reading: PlanReading
  readonly editable: boolean
  /** Other problems that it is for. */
  readonly also: readonly string[]
  /** Somebody ended it while words about it wait. */
  readonly ended?: Ended | undefined
  /** Its kind made it another resource. */
  readonly replaced: SayReplaced
}

const EDITED: readonly string[] = ['Task', 'ServiceRequest', 'CommunicationRequest'] satisfies Work['resourceType'][]

/** Something that is done: what · who · how often · next. */
export function WorkRow({ one, reading, editable, also, ended, replaced }: WorkRowProps) {
  const say = useSay(rowTexts)
  const format = useFormat()
  const what = inLanguage(one.title, format.language)
  const resource = reading.record.find(one.reference)
  const decide = useDecision(one.reference, what)
  const move = useMove(reading.plan.id, 'activity', one.reference, what)
  const often = timingWords(one.howOften, format.language)
  const who = useWho(one)
  const detail = [
    who,
    one.kind && INTERVENTIONS[one.kind][format.language],
    also.length > 0 && say('also-for', { problems: also.join(', ') }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Row
      reference={one.reference}
      what={what}
      editable={editable && EDITED.includes(resource?.resourceType ?? '')}
      move={move}
      suggestion={
        one.standing === 'suggested'
          ? (edit) => (
              <Suggestion
                reference={one.reference}
                what={what}
                detail={[detail, often].filter(Boolean).join(' · ')}
                edit={edit}
              />
            )
          : undefined
      }
      editor={(leave) => (
        <WorkForm
          source={{ stored: resource as Stored<Work>, ended }}
          reading={reading}
          leave={leave}
          choosesKind={one.standing !== 'done' && mayChangeKind(resource as Work)}
          replaced={replaced}
          ends={waysToEnd(one.standing, 'is-done', (decision) => {
            decide(decision)
            leave()
          })}
        />
      )}
    >
      <div className="plan-item-words">
        <span className="row-title">
          {what} {one.standing === 'done' && <span className="chip ok">{say('done-chip')}</span>}
        </span>
        <span className="quiet fact">{detail}</span>
      </div>
      <span className="meta plan-last">
        {[often, one.next !== undefined && say('next-day', { day: format.day(one.next) })].filter(Boolean).join(' · ')}
      </span>
    </Row>
  )
}

function useWho({ byPatient, who, role }: InterventionView): string {
  const say = useSay(rowTexts)
  if (byPatient) return say('role-patient')
  return who ?? (role === undefined ? '' : say(`role-${role}`))
}
