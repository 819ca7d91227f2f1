import type { CarePlan, CodeableConcept, Goal, GoalTarget, Observation } from '@medplum/fhirtypes'
import type { CareRecord } from '../care-plan/care-record.ts'
import { latestMeasured, whenMeasured, type Measured } from '../care-plan/latest-observation.ts'
import { inLanguage, localName, type Language } from '../care-plan/local-text.ts'
import { reachesTarget } from '../care-plan/reaches-target.ts'
import { standingOf } from '../care-plan/standing.ts'
import { localDate } from '../fhir/instants.ts'
import { quantityWords, rangeWords } from '../care-plan/words/quantities.ts'
import { codingsOf } from '../fhir/codings.ts'
import { isWithin, type ChangesQuestion, type ChartChange } from './chart-change.ts'

/**
 * New values that somebody has to know of: outside the target of a goal that is in force, or inside it again; and values of
 * no goal that the laboratory has marked. Of each measure only the newest value counts; the one before the time asked about
 * is told with it.
 */
export function valueChanges(
  plan: CarePlan | undefined,
  record: CareRecord,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const targets = (plan?.goal ?? [])
    .flatMap((reference) => record.findA('Goal', reference) ?? [])
    .filter((goal) => standingOf(goal) === 'current')
    .flatMap((goal) => (goal.target ?? []).map((target) => ({ goal, target })))
  const measured = targets.flatMap(({ target }) => codingsOf(target.measure).map(keyOf))
  return [
    ...targets.flatMap((one) => againstTarget(one, record, question)),
    ...marked(record, new Set(measured), question),
  ]
}

function againstTarget(
  { target }: { readonly goal: Goal; readonly target: GoalTarget },
  record: CareRecord,
  question: ChangesQuestion,
): readonly ChartChange[] {
  const found = newestAndBefore(target.measure, record.all('Observation'), question)
  if (!found) return []
  const { on, newest, before } = found
  const [now, then] = [newest, before].map((value) => reachesTarget(target, value?.quantity))
  if (now === undefined || (now && then !== false)) return []
  return [
    {
      kind: now ? 'value-on-target' : 'value-off-target',
      on,
      what: localName(target.measure),
      ...values(newest, before),
      target: (language) => targetWords(target, language),
    },
  ]
}

function targetWords({ detailQuantity, detailRange }: GoalTarget, language: Language): string {
  if (detailQuantity) return quantityWords(detailQuantity, language)
  return detailRange ? rangeWords(detailRange, language) : ''
}

/** Interpretations that ask for a look (HL7 ObservationInterpretation). */
const MARKED: ReadonlySet<string> = new Set(['A', 'AA', 'H', 'HH', 'HU', 'L', 'LL', 'LU'])

function marked(record: CareRecord, ofGoals: ReadonlySet<string>, question: ChangesQuestion): readonly ChartChange[] {
  const observations = record.all('Observation')
  const others = observations.filter(({ code }) => !codingsOf(code).some((coding) => ofGoals.has(keyOf(coding))))
  const first = others.filter((one, index) => others.findIndex(({ code }) => isSameCode(code, one.code)) === index)
  return first.flatMap(({ code }) => {
    const found = newestAndBefore(code, others, question)
    const observation = found && record.findA('Observation', found.newest.reference)
    if (!found || !observation || !isMarked(observation)) return []
    return [{ kind: 'value-abnormal', on: found.on, what: localName(code), ...values(found.newest, found.before) }]
  })
}

/** Whether the laboratory marked a value: high, low or otherwise out of range. */
export function isMarked({ interpretation }: Observation): boolean {
  return codingsOf(interpretation).some(({ code = '' }) => MARKED.has(code))
}

function newestAndBefore(
  measure: CodeableConcept | undefined,
  observations: readonly Observation[],
  question: ChangesQuestion,
) {
  const dayOf = (observation: Observation) => localDate(whenMeasured(observation), question.timeZone) ?? ''
  const newest = latestMeasured(
    observations.filter((one) => dayOf(one) <= question.today),
    measure,
  )
  const on = localDate(newest?.when, question.timeZone)
  if (!newest || !isWithin(on, question)) return undefined
  const before = latestMeasured(
    observations.filter((one) => dayOf(one) < question.since),
    measure,
  )
  return { on, newest, before }
}

function values(newest: Measured, before: Measured | undefined) {
  return {
    after: words(newest),
    ...(before && { before: words(before) }),
    references: [newest, ...(before ? [before] : [])].map(({ reference }) => reference),
  }
}

function words({ quantity, concept }: Measured): (language: Language) => string {
  return (language) => (quantity ? quantityWords(quantity, language) : inLanguage(localName(concept), language))
}

function isSameCode(one: CodeableConcept | undefined, other: CodeableConcept | undefined): boolean {
  const codes = new Set(codingsOf(one).map(keyOf))
  return one === other || codingsOf(other).some((coding) => codes.has(keyOf(coding)))
}

function keyOf({ system = '', code = '' }: { readonly system?: string; readonly code?: string }): string {
  return `${system}|${code}`
}
