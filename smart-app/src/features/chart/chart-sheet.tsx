import type { Condition, Encounter } from '@medplum/fhirtypes'
import type { UseQueryResult } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import { problemName } from '#domain/care-plan/view/problem-view.ts'
import { localDate } from '#domain/fhir/instants.ts'
import { isOver } from '#domain/chart-changes/condition-changes.ts'
import { visitName } from '#domain/chart-changes/visit-changes.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useAllergies, useConditions, useEncounters, useMedicines, useResults } from './chart-reading.ts'
import './chart.css'
import { chartTexts } from './chart-texts.ts'
import { newestResults, type Result } from './results.ts'

/** The chart beside any page of the patient: each part is read for itself, and says when. */
export function ChartSheet({ close }: { readonly close: () => void }) {
  const say = useSay(chartTexts)
  const [conditions, medicines, allergies] = [useConditions(), useMedicines(), useAllergies()]
  const [results, encounters] = [useResults(), useEncounters()]
  return (
    <Sheet title={say('title')} close={close} closing={say('close')} scrolls>
      <Part title={say('conditions')} query={conditions}>
        {(found) => <Conditions conditions={found} />}
      </Part>
      <Part title={say('allergies')} query={allergies}>
        {({ allergies: names, noKnownAllergies }) => (
          <List
            items={names}
            none={say(noKnownAllergies ? 'no-allergies' : 'allergies-unasked')}
            words={(one, language) => inLanguage(one.name, language)}
          />
        )}
      </Part>
      <Part title={say('medicines')} query={medicines}>
        {(found) => (
          <List
            items={found}
            none={say('no-medicines')}
            words={({ name }) => name}
            more={({ howToTake }, language) => howToTake && inLanguage(howToTake, language)}
          />
        )}
      </Part>
      <Part title={say('results')} query={results} lines={6}>
        {(found) => <Results observations={found} />}
      </Part>
      <Part title={say('encounters')} query={encounters}>
        {(found) => <Encounters encounters={found} />}
      </Part>
    </Sheet>
  )
}

interface PartProps<T> {
  readonly title: string
  readonly query: UseQueryResult<T>
  readonly lines?: number
  readonly children: (found: T) => ReactNode
}

function Part<T>({ title, query, lines = 3, children }: PartProps<T>) {
  const say = useSay(chartTexts)
  const format = useFormat()
  const id = useId()
  return (
    <section aria-labelledby={id} className="chart-part">
      <header>
        <h3 id={id}>{title}</h3>
        {query.dataUpdatedAt > 0 && (
          <span className="meta">{say('read-at', { time: format.time(query.dataUpdatedAt) })}</span>
        )}
      </header>
      <Read query={query} lines={lines}>
        {children}
      </Read>
    </section>
  )
}

interface ListProps<T> {
  readonly items: readonly T[]
  /** What is said where there are none. */
  readonly none: string
  readonly words: (item: T, language: 'en' | 'es') => string
  readonly more?: (item: T, language: 'en' | 'es') => string | undefined
}

function List<T extends { readonly reference: string }>({ items, none, words, more }: ListProps<T>) {
  const { language } = useFormat()
  if (items.length === 0) return <p className="fact quiet">{none}</p>
  return (
    <ul className="chart-items">
      {items.map((item) => {
        const under = more?.(item, language)
        return (
          <li key={item.reference}>
            {words(item, language)}
            {under !== undefined && <span className="meta">{under}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  const say = useSay(chartTexts)
  const format = useFormat()
  const [earlier, open] = useState(false)
  const shown = conditions.map((condition) => {
    const since = localDate(condition.onsetDateTime ?? condition.onsetPeriod?.start, format.timeZone)
    return {
      reference: `Condition/${condition.id ?? ''}`,
      name: problemName(condition),
      since,
      over: isOver(condition),
    }
  })
  const over = shown.filter((one) => one.over)
  const list = (items: typeof shown) => (
    <List
      items={items}
      none={say('no-conditions')}
      words={({ name }, language) => inLanguage(name, language)}
      more={({ since }) => (since === undefined ? undefined : say('since', { day: format.day(since) }))}
    />
  )
  return (
    <>
      {list(shown.filter((one) => !one.over))}
      {over.length > 0 && (
        <button
          type="button"
          className="link-button"
          aria-expanded={earlier}
          onClick={() => {
            open(!earlier)
          }}
        >
          {say('over', { count: over.length })}
        </button>
      )}
      {earlier && list(over)}
    </>
  )
}

/** How many results are shown before somebody asks for all. */
const SHOWN = 8

function Results({ observations }: { observations: Parameters<typeof newestResults>[0] }) {
  const say = useSay(chartTexts)
  const format = useFormat()
  const [all, showAll] = useState(false)
  const results = newestResults(observations, format)
  if (results.length === 0) return <p className="fact quiet">{say('no-results')}</p>
  return (
    <>
      <table className="chart-results">
        <thead className="sr-only">
          <tr>
            <th scope="col">{say('what')}</th>
            <th scope="col">{say('value')}</th>
            <th scope="col">{say('day')}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? results : results.slice(0, SHOWN)).map((result) => (
            <ResultRow key={result.reference} result={result} />
          ))}
        </tbody>
      </table>
      {!all && results.length > SHOWN && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            showAll(true)
          }}
        >
          {say('all-results', { count: results.length })}
        </button>
      )}
    </>
  )
}

function ResultRow({ result: { what, value, before, on, marked } }: { result: Result }) {
  const say = useSay(chartTexts)
  const format = useFormat()
  return (
    <tr>
      <th scope="row">{inLanguage(what, format.language)}</th>
      <td>
        <strong>{value}</strong>
        {marked && (
          <span className="tone-warn chart-marked">
            <Icon name="warn" size={12} /> {say('marked')}
          </span>
        )}
        {before !== undefined && <span className="meta">{say('before', { value: before })}</span>}
      </td>
      <td className="meta">{on !== undefined && format.day(on)}</td>
    </tr>
  )
}

function Encounters({ encounters }: { encounters: readonly Encounter[] }) {
  const say = useSay(chartTexts)
  const format = useFormat()
  const items = encounters
    .filter(({ status }) => status !== 'entered-in-error' && status !== 'cancelled')
    .map((encounter) => {
      const [from, until] = [encounter.period?.start, encounter.period?.end].map((at) => localDate(at, format.timeZone))
      const days = [...new Set([from, until])].flatMap((day) => (day === undefined ? [] : format.day(day)))
      return {
        reference: `Encounter/${encounter.id ?? ''}`,
        name: visitName(encounter),
        when: days.join(' – '),
        why: (encounter.reasonCode ?? []).flatMap(({ text, coding }) => text ?? coding?.[0]?.display ?? []).join('; '),
      }
    })
  return (
    <List
      items={items}
      none={say('no-encounters')}
      words={({ name }, language) => inLanguage(name, language)}
      more={({ when, why }) => [when, why].filter((part) => part !== '').join(' · ')}
    />
  )
}
