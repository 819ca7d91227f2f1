import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import type { MedicationsView } from '#domain/care-plan/view/medication-view.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Icon } from '../../../ui/icon.tsx'
import { visitTexts } from './visit-texts.ts'

/** The problems in a line, the patient's own words, then each goal in force with its target and newest value. */
export function GoalTable({ view }: { view: CarePlanView | undefined }) {
  const say = useSay(visitTexts)
  const format = useFormat()
  if (!view) return <p className="fact quiet">{say('no-plan')}</p>
  const { language } = format
  const goals = view.goals.filter(({ standing }) => standing === 'current')
  const problems = view.problems.map(({ name }) => (language === 'es' ? (name.es ?? name.text) : name.text))
  return (
    <>
      <p className="fact">
        <span className="quiet">{say('problems')}:</span> {problems.join('; ')}
      </p>
      {view.ownGoals.map(({ reference, words }) => (
        <p key={reference} className="fact">
          “{inLanguage(words, language)}”
        </p>
      ))}
      {goals.length === 0 ? (
        <p className="fact quiet">{say('no-goals')}</p>
      ) : (
        <table className="visit-table">
          <thead>
            <tr>
              <th scope="col">{say('goal')}</th>
              <th scope="col">{say('target')}</th>
              <th scope="col">{say('latest')}</th>
            </tr>
          </thead>
          <tbody>{goals.map((goal) => GoalRows(goal, { say, format }))}</tbody>
        </table>
      )}
    </>
  )
}

type Goal = CarePlanView['goals'][number]

function GoalRows(
  { reference, what, targets }: Goal,
  { say, format }: { say: ReturnType<typeof useSay<typeof visitTexts>>; format: ReturnType<typeof useFormat> },
) {
  const { language } = format
  const rows = targets.length === 0 ? [undefined] : targets
  return rows.map((target, index) => {
    const last = target?.last
    const stands = last?.reached === undefined ? undefined : last.reached ? 'reached' : 'missed'
    return (
      <tr key={`${reference}${index}`}>
        <th scope="row">
          {rows.length > 1 && target ? inLanguage(target.measure, language) : inLanguage(what, language)}
        </th>
        <td>{target?.target?.(language)}</td>
        <td>
          {last ? (
            <>
              <strong>{last.value(language)}</strong>{' '}
              {last.on !== undefined && <span className="quiet">{format.day(last.on)}</span>}{' '}
              {stands && (
                <span className={stands === 'missed' ? 'tone-warn' : 'tone-ok'}>
                  <Icon name={stands === 'missed' ? 'warn' : 'check'} size={12} /> {say(stands)}
                </span>
              )}
            </>
          ) : (
            <span className="quiet">{say('no-value')}</span>
          )}
        </td>
      </tr>
    )
  })
}

/** What the patient takes as far as the chart knows, what does not fit together, and the allergies. */
export function MedicineList({ medications }: { medications: MedicationsView }) {
  const say = useSay(visitTexts)
  const format = useFormat()
  const on = medications.reconciliation?.on
  const names = medications.allergies.map(({ name }) => inLanguage(name, format.language)).join('; ')
  const none = say(medications.noKnownAllergies ? 'no-allergies' : 'allergies-unknown')
  return (
    <>
      {medications.discrepancies.length > 0 && (
        <ul className="facts tight">
          {medications.discrepancies.map((one) => (
            <li key={`${one.kind} ${one.references.join(' ')}`}>
              <span className="tone-warn">
                <Icon name="warn" />
              </span>
              <span>{inLanguage(one.message, format.language)}</span>
            </li>
          ))}
        </ul>
      )}
      {medications.medications.length === 0 && <p className="fact quiet">{say('no-medicines')}</p>}
      <ul className="visit-medicines">
        {medications.medications.map(({ reference, name, howToTake }) => (
          <li key={reference}>
            {name} {howToTake && <span className="quiet">{inLanguage(howToTake, format.language)}</span>}
          </li>
        ))}
      </ul>
      <p className="fact">{names === '' ? none : say('allergies', { names })}</p>
      {on !== undefined && <p className="meta">{say('reconciled', { day: format.day(on) })}</p>}
    </>
  )
}
