import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { InterventionView } from '#domain/care-plan/view/intervention-view.ts'
import { timingWords } from '#domain/care-plan/words/timing-words.ts'
import { INTERVENTIONS, RESPONSIBLE_ROLES } from '#domain/terminology/generated/care-plan-codes.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { planTexts } from './plan-texts.ts'
import { SuggestionRow } from './suggestion-row.tsx'

/** What is done under the plan, by kind: what, who, how often, when next. */
export function WorkSection({
  interventions,
  editable,
}: {
  interventions: readonly InterventionView[]
  editable: boolean
}) {
  const say = useSay(planTexts)
  const current = interventions.filter(({ standing }) => standing !== 'suggested')
  const suggested = interventions.filter(({ standing }) => standing === 'suggested')
  return (
    <section className="card plan-section" id="plan-work" aria-labelledby="plan-work-title">
      <header className="card-head">
        <h2 id="plan-work-title">{say('work')}</h2>
        {suggested.length > 0 && (
          <span className="chip suggested">{say('suggestions', { count: suggested.length })}</span>
        )}
      </header>
      {interventions.length === 0 && <p className="quiet fact">{say('no-work')}</p>}
      {kindsOf(current).map((kind) => (
        <Kind key={kind} kind={kind} items={current.filter((one) => (one.kind ?? '') === kind)} />
      ))}
      <ul className="suggestions">
        {suggested.map((one) => (
          <Suggested key={one.reference} one={one} editable={editable} />
        ))}
      </ul>
    </section>
  )
}

function kindsOf(items: readonly InterventionView[]): readonly string[] {
  const kinds = Object.keys(INTERVENTIONS)
  return [...kinds, ''].filter((kind) => items.some((one) => (one.kind ?? '') === kind))
}

function Kind({ kind, items }: { kind: string; items: readonly InterventionView[] }) {
  const format = useFormat()
  const name = kind in INTERVENTIONS ? INTERVENTIONS[kind as keyof typeof INTERVENTIONS][format.language] : ''
  return (
    <>
      {name !== '' && <h3 className="plan-kind">{name}</h3>}
      <ul>
        {items.map((one) => (
          <Work key={one.reference} one={one} />
        ))}
      </ul>
    </>
  )
}

function Work({ one }: { one: InterventionView }) {
  const format = useFormat()
  const who = useWho(one)
  return (
    <li className="plan-item">
      <div className="plan-item-words">
        <span className="row-title">{inLanguage(one.title, format.language)}</span>
        <span className="quiet fact">{who}</span>
      </div>
      <span className="meta plan-last">
        {[timingWords(one.howOften, format.language), one.next !== undefined && format.day(one.next)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}

function Suggested({ one, editable }: { one: InterventionView; editable: boolean }) {
  const format = useFormat()
  const who = useWho(one)
  const detail = [who, timingWords(one.howOften, format.language)].filter(Boolean).join(' · ')
  return (
    <SuggestionRow
      reference={one.reference}
      what={inLanguage(one.title, format.language)}
      detail={detail}
      editable={editable}
    />
  )
}

function useWho(one: InterventionView): string {
  const say = useSay(planTexts)
  const format = useFormat()
  if (one.byPatient) return say('you-patient')
  return one.who ?? (one.role === undefined ? '' : RESPONSIBLE_ROLES[one.role][format.language])
}
