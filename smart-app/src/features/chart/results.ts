import type { Observation } from '@medplum/fhirtypes'
import { inLanguage, localName, type Language, type LocalText } from '#domain/care-plan/local-text.ts'
import { saysSomething, whenMeasured } from '#domain/care-plan/latest-observation.ts'
import { localDate } from '#domain/fhir/instants.ts'
import { numberWords, quantityWords, unitName } from '#domain/care-plan/words/quantities.ts'
import { isMarked } from '#domain/chart-changes/value-changes.ts'
import { codingsOf } from '#domain/fhir/codings.ts'

/** The newest value of one measure, and the one before it. */
export interface Result {
  /** `Observation/id` */
  readonly reference: string
  readonly what: LocalText
  readonly value: string
  readonly before?: string
  /** Local day, where one is known. */
  readonly on?: string
  /** The laboratory marked it: high, low or otherwise out of range. */
  readonly marked: boolean
}

/** Of each measure the newest value. @param observations the newest first */
export function newestResults(
  observations: readonly Observation[],
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): readonly Result[] {
  const measures = new Map<string, readonly Observation[]>()
  for (const one of observations) {
    if (!saysSomething(one) || valueWords(one, language) === '') continue
    const key = measureOf(one)
    measures.set(key, [...(measures.get(key) ?? []), one])
  }
  return [...measures.values()].flatMap(([newest, before]) => {
    if (!newest) return []
    const on = localDate(whenMeasured(newest), timeZone)
    return [
      {
        reference: `Observation/${newest.id ?? ''}`,
        what: localName(newest.code),
        value: valueWords(newest, language),
        ...(before && { before: valueWords(before, language) }),
        ...(on !== undefined && { on }),
        marked: isMarked(newest),
      },
    ]
  })
}

/** Two observations are of one measure where they have the same first code, or without codes the same name. */
function measureOf({ code }: Observation): string {
  const [first] = codingsOf(code)
  return first?.code === undefined ? localName(code).text : `${first.system ?? ''}|${first.code}`
}

type Valued = Pick<
  Observation,
  'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'valueInteger' | 'valueBoolean'
>

/** A value in words; of a panel its parts: 136/82 mm Hg. */
function valueWords(observation: Observation, language: Language): string {
  const own = wordsOf(observation, language)
  if (own !== '') return own
  const parts = (observation.component ?? []).filter((part) => wordsOf(part, language) !== '')
  const [first] = parts
  const unit = first?.valueQuantity && unitName(first.valueQuantity, language)
  const alike = parts.every(
    ({ valueQuantity }) => valueQuantity?.value !== undefined && unitName(valueQuantity, language) === unit,
  )
  if (parts.length === 2 && alike)
    return `${parts.map(({ valueQuantity }) => numberWords(valueQuantity?.value ?? 0)).join('/')} ${unit ?? ''}`.trim()
  return parts.map((part) => `${inLanguage(localName(part.code), language)} ${wordsOf(part, language)}`).join(', ')
}

function wordsOf(
  { valueQuantity, valueCodeableConcept, valueString, valueInteger, valueBoolean }: Valued,
  language: Language,
): string {
  if (valueQuantity) return quantityWords(valueQuantity, language)
  if (valueCodeableConcept) return inLanguage(localName(valueCodeableConcept), language)
  if (valueBoolean !== undefined) return YES_NO[language][valueBoolean ? 0 : 1]
  return valueString ?? (valueInteger === undefined ? '' : String(valueInteger))
}

const YES_NO = { en: ['Yes', 'No'], es: ['Sí', 'No'] } as const
