import type { CarePlan, Condition } from '@medplum/fhirtypes'
import { codingsOf } from '../../fhir/codings.ts'
import { present } from '../../present.ts'
import { CATEGORIES } from '../../terminology/generated/chronic-conditions.ts'
import { lookUp } from '../../terminology/look-up.ts'
import type { CareRecord } from '../care-record.ts'
import { localName, type LocalText } from '../local-text.ts'
import { localDate } from '../../fhir/instants.ts'

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

/**
 * What a problem is called. Charts say it in clinicians' English: for patients its kinds are named, with the chart's name
 * beside them.
 */
export function problemName(condition: Condition): LocalText {
  const name = localName(condition.code)
  const kinds = kindsOf(condition).flatMap((kind) => CATEGORIES[kind] ?? [])
  const said = name.text.toLowerCase()
  const unsaid = kinds.flatMap(({ plain }) => (plain && !said.includes(plain.toLowerCase()) ? [plain] : []))
  const plain = beside(unsaid, name.text)
  const es =
    name.es ??
    beside(
      kinds.flatMap((kind) => kind.es ?? []),
      name.text,
    )
  return { text: name.text, ...present({ plain, es }) }
}

/** The names of kinds before the chart's own. */
function beside([first, ...others]: readonly string[], text: string): string | undefined {
  return first === undefined ? undefined : `${[first, ...others.map(inSentence)].join(', ')} (${text})`
}

/** Kinds of chronic condition that its codes belong to, without those of which another one is a special case. */
function kindsOf({ code }: Condition): readonly string[] {
  const found = codingsOf(code).flatMap((coding) => lookUp(coding.system, coding.code))
  const kinds = new Set(found.map(({ category }) => category).filter((category) => !NO_KIND.has(category)))
  const general = new Set([...kinds].map((kind) => CATEGORIES[kind]?.parent))
  return [...kinds].filter((kind) => !general.has(kind))
}

function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** Categories that do not say what the problem is. */
const NO_KIND: ReadonlySet<string> = new Set(['other', 'none', 'no-illness'])
