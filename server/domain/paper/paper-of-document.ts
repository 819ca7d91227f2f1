import type { Bundle, Composition, CompositionSection } from '@medplum/fhirtypes'
import { clockTime } from '../calendar.ts'
import { dateWords } from '../care-plan/words/dates.ts'
import { blocksOfNarrative } from './blocks-of-narrative.ts'
import type { Paper, PaperSection } from './paper.ts'

/**
 * A FHIR document as paper: its Composition's sections with their narratives, which hold everything that a reader must see
 * (https://hl7.org/fhir/R4/documents.html#presentation).
 */
export function paperOfDocument(document: Bundle, timeZone: string): Paper {
  const composition = document.entry?.[0]?.resource as Composition
  const { title, subject, section } = composition
  return {
    title,
    language: 'en',
    type: 'plain',
    lines: linesOf(composition, timeZone),
    sections: (section ?? []).map(sectionOf),
    foot: subject?.display ? `${title}, ${subject.display}` : title,
    page: 'Page',
  }
}

function linesOf({ subject, event, author, date }: Composition, timeZone: string): readonly string[] {
  const { start, end } = event?.[0]?.period ?? {}
  return [
    ...(subject?.display ? [`Patient: ${subject.display}`] : []),
    ...(start && end ? [`${dateWords(start)} to ${dateWords(end)}`] : []),
    ...(author[0]?.display ? [`Practice: ${author[0].display}`] : []),
    `Made ${clockTime(Date.parse(date), timeZone)}, ${timeZone}`,
  ]
}

function sectionOf({ title = '', text, section = [] }: CompositionSection): PaperSection {
  const inner = section.map(sectionOf)
  return {
    title,
    blocks: [
      ...blocksOfNarrative(text?.div ?? ''),
      ...inner.flatMap((one) => [{ kind: 'heading', text: one.title } as const, ...one.blocks]),
    ],
  }
}
