import type { CarePlan } from '@medplum/fhirtypes'
import { useState } from 'react'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { ProblemView } from '#domain/care-plan/view/problem-view.ts'
import { literalOf } from '#domain/fhir/references.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useUndo } from '../../../ui/undo.tsx'
import type { PlanGroup } from '../plan-groups.ts'
import { useChangePlan } from '../plan-write.ts'
import type { WantedWork } from '../use-go-to.ts'
import { AddGoal, AddWork } from '../rows/add-row.tsx'
import { GoalRow } from '../rows/goal-row.tsx'
import type { SayReplaced } from '../rows/use-replacing.ts'
import type { EndedItems } from '../rows/unsent-reading.ts'
import { WorkRow } from '../rows/work-row.tsx'
import { wholeTexts } from './whole-texts.ts'

interface GroupProps {
  readonly group: PlanGroup
  readonly index: number
  readonly reading: PlanReading
  readonly editable: boolean
  readonly ended?: EndedItems
  /** An intervention that somebody wants to add here. */
  readonly wanted?: WantedWork | undefined
}

/** A problem with its goals and what is done about it; what is for the whole patient stands by itself. */
export function GroupSection({ group, index, reading, editable, ended, wanted }: GroupProps) {
  const say = useSay(wholeTexts)
  const { language } = useFormat()
  const [made, setMade] = useState<string>()
  const rows = useRowNames()
  const { problem, goals, work, elsewhere } = group
  const title = problem ? inLanguage(problem.name, language) : say('general')
  const id = `plan-group-${index}`
  const add = { reading, made: setMade, problem: problem && { reference: problem.reference, name: title } }
  const names = (also: readonly ProblemView[]) => also.map(({ name }) => inLanguage(name, language))
  const isEmpty = goals.length === 0 && work.length === 0
  if (!problem && isEmpty && !editable) return null
  return (
    <section className="card plan-section" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <GroupHead id={id} title={title} group={group} reading={reading} editable={editable} />
      {isEmpty && (elsewhere.length > 0 || !editable) && (
        <p className="quiet fact">
          {elsewhere.length > 0 ? say('elsewhere', { problems: names(elsewhere).join(', ') }) : say('nothing')}
        </p>
      )}
      {goals.length > 0 && <h3 className="plan-kind">{say('goals')}</h3>}
      <ul>
        {ordered(goals, made).map(({ item, also }) => (
          <GoalRow
            key={item.reference}
            goal={item}
            reading={reading}
            editable={editable}
            also={names(also)}
            ended={ended?.get(item.reference)}
          />
        ))}
      </ul>
      {editable && <AddGoal {...add} />}
      {work.length > 0 && <h3 className="plan-kind">{say('work')}</h3>}
      <ul>
        {ordered(work, made)
          .filter(({ item }) => !rows.isOver(item.reference, ended))
          .map(({ item, also }) => (
            <WorkRow
              key={rows.nameOf(item.reference)}
              one={item}
              reading={reading}
              editable={editable}
              also={names(also)}
              ended={ended?.get(item.reference)}
              replaced={rows.replaced}
            />
          ))}
      </ul>
      {editable && <AddWork {...add} wanted={wanted} />}
    </section>
  )
}

/** A row stays the same row when what it is about becomes another resource. */
function useRowNames() {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [over, setOver] = useState<ReadonlySet<string>>(new Set())
  const replaced: SayReplaced = (from, to) => {
    setNames((before) => new Map(before).set(to, before.get(from) ?? from))
    setOver((before) => new Set([...before, from]))
  }
  return {
    replaced,
    nameOf: (reference: string) => names.get(reference) ?? reference,
    /** What was ended by becoming another one has no row beside it. */
    isOver: (reference: string, ended: EndedItems | undefined) => ended?.has(reference) === true && over.has(reference),
  }
}

interface GroupHeadProps extends Pick<GroupProps, 'group' | 'reading' | 'editable'> {
  readonly id: string
  readonly title: string
}

function GroupHead({ id, title, group: { problem, goals, work, elsewhere }, reading, editable }: GroupHeadProps) {
  const say = useSay(wholeTexts)
  const suggested = [...goals, ...work].filter(({ item }) => item.standing === 'suggested').length
  const isFree = goals.length === 0 && work.length === 0 && elsewhere.length === 0
  return (
    <header className="card-head">
      {problem && <Icon name="heart" />}
      <h2 id={`${id}-title`}>{title}</h2>
      {problem && (
        <span className="meta">{[codeOf(problem, reading), say('from-chart')].filter(Boolean).join(' · ')}</span>
      )}
      {suggested > 0 && <span className="chip suggested">{say('suggestions', { count: suggested })}</span>}
      {problem && editable && isFree && <LeaveOut problem={problem} name={title} plan={reading.plan.id} />}
    </header>
  )
}

interface Ordered {
  readonly item: { readonly reference: string; readonly standing: string }
}

/** What is decided in the plan's order, then the suggestions; without the row that is being made. */
function ordered<T extends Ordered>(rows: readonly T[], made: string | undefined): readonly T[] {
  return rows.filter(({ item }) => item.reference !== made).toSorted((one, other) => rank(one) - rank(other))
}

function rank({ item }: Ordered): number {
  return item.standing === 'suggested' ? 1 : 0
}

function codeOf(problem: ProblemView, { record }: PlanReading): string | undefined {
  const codings = record.findA('Condition', problem.reference)?.code?.coding ?? []
  return (codings.find(({ system }) => system === 'http://hl7.org/fhir/sid/icd-10-cm') ?? codings[0])?.code
}

/** A problem without goals and work can be left out of the plan; it stays in the chart. */
function LeaveOut({ problem, name, plan }: { problem: ProblemView; name: string; plan: string }) {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const announce = useAnnounce()
  const undo = useUndo()
  const change = useChangePlan(plan)
  const write = (next: (plan: Stored<CarePlan>) => Stored<CarePlan>, done: () => void = () => undefined) => {
    change.mutate(next, {
      onSuccess: done,
      onError: (error) => {
        announce(say('not-written', { why: why(error) }), true)
      },
    })
  }
  return (
    <span className="card-action">
      <button
        type="button"
        className="icon-button"
        aria-label={say('remove-problem', { name })}
        title={say('remove-problem', { name })}
        onClick={() => {
          write(
            (newest) => withoutProblem(newest, problem.reference),
            () => {
              undo({
                text: say('problem-out', { name }),
                undo: () => {
                  write((newest) => withProblem(newest, { reference: problem.reference, display: problem.name.text }))
                },
              })
            },
          )
        }}
      >
        <Icon name="cross" />
      </button>
    </span>
  )
}

function withoutProblem(plan: Stored<CarePlan>, reference: string): Stored<CarePlan> {
  const { addresses = [], ...rest } = plan
  const others = addresses.filter((one) => one.reference !== reference)
  return { ...rest, ...(others.length > 0 && { addresses: others }) }
}

/** The plan about one more problem of the chart. */
export function withProblem(
  plan: Stored<CarePlan>,
  problem: { readonly reference: string; readonly display: string },
): Stored<CarePlan> {
  const { addresses = [] } = plan
  const known = addresses.some((one) => (literalOf(one) ?? one.reference) === problem.reference)
  return known ? plan : { ...plan, addresses: [...addresses, problem] }
}
