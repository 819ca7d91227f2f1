import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { ASSESSMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { planTexts } from './plan-texts.ts'

/** What the chart says, beside the plan: medicines, allergies, findings, the team. */
export function ChartColumn({ view }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  return (
    <section className="card plan-chart" aria-labelledby="plan-chart-title" tabIndex={0}>
      <h2 id="plan-chart-title">{say('from-chart')}</h2>
      <Medicines view={view} />
      <Allergies view={view} />
      <Findings view={view} />
      <Team view={view} />
    </section>
  )
}

function Medicines({ view: { medications } }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const on = medications.reconciliation?.on
  return (
    <>
      <h3>{say('medicines')}</h3>
      {medications.medications.length === 0 && <p className="fact quiet">{say('no-medicines')}</p>}
      <ul className="chart-list">
        {medications.medications.map((one) => (
          <li key={one.reference}>
            {one.name}
            {one.howToTake && <span className="meta">{inLanguage(one.howToTake, format.language)}</span>}
          </li>
        ))}
      </ul>
      {on !== undefined && <p className="meta">{say('reconciled', { day: format.day(on) })}</p>}
    </>
  )
}

function Allergies({ view: { medications } }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  const format = useFormat()
  return (
    <>
      <h3>{say('allergies')}</h3>
      {medications.allergies.length === 0 ? (
        <p className="fact quiet">{say('no-allergies')}</p>
      ) : (
        <ul className="chart-list">
          {medications.allergies.map((one) => (
            <li key={one.reference}>{inLanguage(one.name, format.language)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Findings({ view }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  const format = useFormat()
  if (view.assessments.length === 0) return null
  return (
    <>
      <h3>{say('assessments')}</h3>
      <ul className="chart-list">
        {view.assessments.map((one) => (
          <li key={one.reference}>
            {ASSESSMENTS[one.assessment][format.language]}
            <span className="meta">
              {one.finding(format.language)}
              {one.on !== undefined && ` · ${format.day(one.on)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Team({ view: { team } }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  const format = useFormat()
  return (
    <>
      <h3>{say('team')}</h3>
      <ul className="chart-list">
        {team.members.map((member) => (
          <li key={member.reference}>
            {member.name} <span className="quiet">{inLanguage(member.role, format.language)}</span>
          </li>
        ))}
      </ul>
      {team.anyHour !== undefined && <p className="meta">{say('any-hour', { phone: team.anyHour })}</p>}
    </>
  )
}
