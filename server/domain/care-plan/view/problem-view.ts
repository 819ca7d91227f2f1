import type { CarePlan, Condition } from '@medplum/fhirtypes'
import { codingsOf } from '../../fhir/codings.ts'
import { present } from '../../present.ts'
import { CATEGORIES } from '../../terminology/generated/chronic-conditions.ts'
import { lookUp } from '../../terminology/look-up.ts'
import type { CareRecord } from '../care-record.ts'
import { localName, type LocalText } from '../local-text.ts'
import { localDate } from '../words/dates.ts'

/** A health problem that the plan addresses. */
export interface ProblemView {
  /** As the plan names it. */
  readonly reference: string
  readonly name: LocalText
  /** Day, month or year of onset. */
  readonly since?: string
}

/** The problem list: the Conditions in `CarePlan.addresses`. */
export function problemViews(plan: CarePlan, record: CareRecord, timeZone: string): readonly ProblemView[] {
  return (plan.addresses ?? []).flatMap((reference) => {
    const condition = record.findA('Condition', reference)
    const name = condition ? problemName(condition) : { text: '' }
    const shown = name.text === '' ? reference.display : name.text
    if (shown === undefined) return []
    const since = localDate(condition?.onsetDateTime ?? condition?.onsetPeriod?.start, timeZone)
    return [{ reference: reference.reference ?? '', name: { ...name, text: shown }, ...present({ since }) }]
  })
}

/** What a problem is called. Charts seldom say it in Spanish: then its kind is, with the chart's name beside it. */
export function problemName(condition: Condition): LocalText {
  const name = localName(condition.code)
  if (name.es !== undefined) return name
  const kind = codingsOf(condition.code)
    .flatMap(({ system, code }) => lookUp(system, code))
    .find(({ category }) => !NO_KIND.has(category))
  const es = kind && CATEGORIES[kind.category]?.es
  return es === undefined ? name : { ...name, es: `${es} (${name.text})` }
}

/** Categories that do not say what the problem is. */
const NO_KIND: ReadonlySet<string> = new Set(['other', 'none', 'no-illness'])
