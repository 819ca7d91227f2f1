import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { ASSESSMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import type { PlanReading } from '../../data/plan.ts'
import { useRoleName } from '../../data/role-words.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { planTexts } from './plan-texts.ts'
import { Reconcile } from './whole/reconcile.tsx'

/** What the chart says, beside the plan: medicines, allergies, findings, the team. */
export function ChartColumn({ reading, editable }: { reading: PlanReading; editable: boolean }) {
  const say = useSay(planTexts)
  const { view } = reading
  return (
    <section className="card plan-chart" aria-labelledby="plan-chart-title" tabIndex={0}>
      <h2 id="plan-chart-title">{say('from-chart')}</h2>
      <Medicines view={view} />
      {editable && <Reconcile reading={reading} />}
      <Allergies view={view} />
      {!editable && <Findings view={view} />}
      <Team view={view} />
    </section>
  )
}

function Medicines({ view: { medications } }: { view: CarePlanView }) {
  const say = useSay(planTexts)
  const format = useFormat()
  const { on, by } = medications.reconciliation ?? {}
  return (
    <>
      <h3 id="plan-medication-management" tabIndex={-1}>
        {say('medicines')}
      </h3>
      {medications.medications.length === 0 && <p className="fact quiet">{say('no-medicines')}</p>}
      <ul className="chart-list">
        {medications.medications.map((one) => (
          <li key={one.reference}>
            {one.name}
            {one.howToTake && <span className="meta">{inLanguage(one.howToTake, format.language)}</span>}
          </li>
        ))}
      </ul>
      {medications.discrepancies.map(({ kind, message, references }) => (
        <p key={`${kind} ${references.join(' ')}`} className="fact">
          <span className="tone-warn">
            <Icon name="warn" size={14} />
          </span>{' '}
          {inLanguage(message, format.language)}
        </p>
      ))}
      <p className="meta">
        {on === undefined
          ? say('never-reconciled')
          : by === undefined
            ? say('reconciled', { day: format.day(on) })
            : say('reconciled-by', { day: format.day(on), name: by })}
      </p>
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
        <p className="fact quiet">{say(medications.noKnownAllergies ? 'no-allergies' : 'allergies-unasked')}</p>
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
  const roleName = useRoleName()
  return (
    <>
      <h3>{say('team')}</h3>
      <ul className="chart-list">
        {team.members.map((member) => (
          <li key={member.reference}>
            {member.name} <span className="quiet">{roleName(member)}</span>
          </li>
        ))}
      </ul>
      {team.anyHour !== undefined && <p className="meta">{say('any-hour', { phone: team.anyHour })}</p>}
    </>
  )
}
