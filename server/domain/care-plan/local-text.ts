import type { CodeableConcept } from '@medplum/fhirtypes'
import { codingsOf, nameOf } from '../fhir/codings.ts'

/** Languages of the patient's copy. */
export type Language = 'en' | 'es'

export const LANGUAGES: readonly Language[] = ['en', 'es']

/** A text as it was written, and its translation where it carries one. */
export interface LocalText {
  readonly text: string
  /** In a patient's English, where `text` is in a clinician's. */
  readonly plain?: string
  readonly es?: string
}

/** HL7's extension for a translation of a string. */
const TRANSLATION_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/translation'

interface TranslationParts {
  readonly url?: string
  readonly valueCode?: string
  readonly valueString?: string
  readonly valueMarkdown?: string
  readonly extension?: readonly TranslationParts[]
}

/**
 * Reads a string property with its translations (the extension `translation` of the primitive, in `_property`);
 * undefined where the property is absent.
 */
export function localText(element: object | undefined, property: string): LocalText | undefined {
  const fields = (element ?? {}) as Readonly<Record<string, unknown>>
  const text = fields[property]
  if (typeof text !== 'string' || text === '') return undefined
  const es = spanishOf(fields[`_${property}`])
  return es === undefined ? { text } : { text, es }
}

/** What a person would call a concept, with the translation that its text, or the display that names it, carries. */
export function localName(concept: CodeableConcept | undefined): LocalText {
  const named = codingsOf(concept).find(({ display }) => display)
  return localText(concept, 'text') ?? localText(named, 'display') ?? { text: nameOf(concept) }
}

function spanishOf(primitive: unknown): string | undefined {
  const extensions = (primitive as TranslationParts | undefined)?.extension ?? []
  const spanish = extensions.find(
    (extension) => extension.url === TRANSLATION_EXTENSION && partOf(extension, 'lang')?.valueCode === 'es',
  )
  const content = partOf(spanish, 'content')
  return content?.valueString ?? content?.valueMarkdown
}

function partOf(extension: TranslationParts | undefined, url: string): TranslationParts | undefined {
  return extension?.extension?.find((part) => part.url === url)
}

/** Writes a string property with its translation, as `localText` reads it. Spread it into an element. */
export function withTranslation(property: string, words: LocalText): Readonly<Record<string, unknown>> {
  if (words.es === undefined) return { [property]: words.text }
  const extension = {
    url: TRANSLATION_EXTENSION,
    extension: [
      { url: 'lang', valueCode: 'es' },
      { url: 'content', valueString: words.es },
    ],
  }
  return { [property]: words.text, [`_${property}`]: { extension: [extension] } }
}

/** The text for a patient in a language; as written where there are no other words. */
export function inLanguage(words: LocalText, language: Language): string {
  return (language === 'es' ? words.es : words.plain) ?? words.text
}
